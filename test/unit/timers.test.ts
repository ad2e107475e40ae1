import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { elapse, elapseLong, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
let hidden = false;
let blockedMs = 0;

beforeEach(() => {
  hidden = false;
  blockedMs = 0;
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + blockedMs);
  page.tencent.onShow = () => {};
});
afterEach(() => Reflect.deleteProperty(document, 'hidden'));

function show(visible: boolean) {
  hidden = !visible;
  document.dispatchEvent(new Event('visibilitychange'));
}

async function begin(options = {}) {
  const captcha = page.create({ deadline: 6000, ...options });
  const outcome = watch(captcha.verify());
  await elapse(1000);
  return { captcha, outcome };
}

describe('a timer that fires over 1 s late, because the main thread was blocked or the device slept,', () => {
  it('gives what it waits for 1 s more', async () => {
    const { captcha, outcome } = await begin();
    blockedMs = 5000;
    await elapse(5000);
    expect(outcome.state).toBe('pending');
    page.tencent.last.open();
    await elapse(10000);
    expect(captcha.status).toBe('challenging');
    expect(outcome.state).toBe('pending');
  });

  it('then does what it is for', async () => {
    const { outcome } = await begin();
    blockedMs = 5000;
    await elapse(5990);
    expect(outcome.state).toBe('pending');
    await elapse(20);
    expect(outcome.value).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
  });

  it('does not run out of patience with a script either', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const { outcome } = await begin({ retry: { limit: 0 } });
    blockedMs = 5000;
    await elapse(2500);
    expect(outcome.state).toBe('pending');
    page.tencent.install();
    page.network.requests[0]?.load();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(outcome.value?.status).toBe('passed');
  });
});

describe('a timer that fires up to 1 s late', () => {
  it('does at once what it is for', async () => {
    const { outcome } = await begin();
    blockedMs = 1000;
    await elapse(5000);
    expect(outcome.value?.status).toBe('unverified');
  });
});

describe('a timer that fires in a hidden page', () => {
  it('waits until the page is visible, and then 1 s', async () => {
    const { outcome } = await begin();
    show(false);
    await elapseLong(120300);
    expect(outcome.state).toBe('pending');
    show(true);
    await elapse(950);
    expect(outcome.state).toBe('pending');
    await elapse(1100);
    expect(outcome.value).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
  });

  it('lets a challenge that came meanwhile stay', async () => {
    const { captcha, outcome } = await begin();
    show(false);
    await elapseLong(60000);
    page.tencent.last.open();
    show(true);
    await elapse(5000);
    expect(captcha.status).toBe('challenging');
    expect(outcome.state).toBe('pending');
  });

  it('waits again where the page is hidden again', async () => {
    const { outcome } = await begin();
    show(false);
    await elapseLong(20000);
    show(true);
    await elapse(500);
    show(false);
    await elapseLong(20000);
    expect(outcome.state).toBe('pending');
    show(true);
    await elapse(2100);
    expect(outcome.state).toBe('resolved');
  });

  it('takes no challenge from a user who looks at another page', async () => {
    page.tencent.onShow = (instance) => instance.open();
    const { outcome } = await begin({ challengeTimeout: 10000 });
    show(false);
    await elapseLong(600000);
    expect(outcome.state).toBe('pending');
    show(true);
    await elapse(2100);
    expect(outcome.value).toMatchObject({ status: 'dismissed', reason: 'timeout' });
  });
});

describe('a page that is hidden and visible again before a timer fires', () => {
  it('changes nothing', async () => {
    const { outcome } = await begin();
    show(false);
    await elapse(2000);
    show(true);
    await elapse(3000);
    expect(outcome.value?.status).toBe('unverified');
  });
});

describe('the wall clock', () => {
  it.each([[-3600000], [3600000]])('set by %i ms changes no deadline', async (by) => {
    const { outcome } = await begin();
    vi.setSystemTime(Date.now() + by);
    await elapse(4900);
    expect(outcome.state).toBe('pending');
    await elapse(200);
    expect(outcome.state).toBe('resolved');
  });
});
