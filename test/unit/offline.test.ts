import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptchaEvent } from '../../src/index.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
let onLine = false;

beforeEach(() => {
  onLine = false;
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => onLine });
  page.network.answer('captcha', (request) => {
    if (!onLine) {
      request.fail();
      return;
    }
    page.tencent.install();
    request.load();
  });
});
afterEach(() => Reflect.deleteProperty(navigator, 'onLine'));

function goOnline() {
  onLine = true;
  window.dispatchEvent(new Event('online'));
}

describe('without a network', () => {
  it('a failed attempt waits for `online`, and the next follows at once', async () => {
    const verifying = page.create().verify();
    await elapse(8000);
    expect(page.network.requests).toHaveLength(1);
    goOnline();
    await elapse(100);
    expect(page.network.requests).toHaveLength(2);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  /** What the events say of the next attempt. */
  const waits = (events: readonly CaptchaEvent[]) =>
    events.flatMap((event) => (event.type === 'attempt_failed' ? [event.retryInMs] : []));

  it.each([
    ['Tencent', () => page.tencentProvider(), {}],
    ['Aliyun', () => page.aliyunProvider(), {}],
    ['no retries', () => page.tencentProvider(), { retry: { limit: 0 } }],
    ['a list of URLs', () => page.tencentProvider({ scriptUrl: ['/captcha-a.js', '/captcha-b.js'] }), {}],
  ])('the event of a failed attempt says that the next waits for the device (%s)', async (_, providers, options) => {
    const events: CaptchaEvent[] = [];
    const captcha = page.create({ providers: providers(), ...options, onEvent: (event) => events.push(event) });
    void captcha.verify();
    await elapse(1000);
    expect(waits(events)).toEqual(['online']);
    page.network.answer('captcha', 'error');
    goOnline();
    await elapse(8000);
    const later = waits(events).slice(1);
    expect(later.pop()).toBeNull();
    expect(later.filter((ms) => typeof ms !== 'number')).toEqual([]);
  });

  it('the event says so once for each attempt that the device made fail', async () => {
    const events: CaptchaEvent[] = [];
    void page.create({ onEvent: (event) => events.push(event) }).verify();
    await elapse(1000);
    // Back for a moment only.
    window.dispatchEvent(new Event('online'));
    await elapse(100);
    expect(waits(events)).toEqual(['online', 'online']);
  });

  it('a preload waits likewise', async () => {
    const events: CaptchaEvent[] = [];
    const captcha = page.create({ preload: 'eager', onEvent: (event) => events.push(event) });
    await elapse(1000);
    expect(waits(events)).toEqual(['online']);
    expect(captcha.status).toBe('preloading');
    goOnline();
    await elapse(100);
    expect(captcha.status).toBe('ready');
  });

  it('an attempt is followed by another, whatever retry.limit', async () => {
    const verifying = page.create({ retry: { limit: 0 } }).verify();
    await elapse(1000);
    goOnline();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('attempts do not count: those that retry.limit allows come after', async () => {
    const verifying = page.create({ retry: { limit: 1 } }).verify();
    await elapse(1000);
    page.network.answer('captcha', 'error', 'ok');
    goOnline();
    await elapse(1000);
    expect(page.network.requests).toHaveLength(3);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('until the deadline the outcome is offline', async () => {
    const outcome = watch(page.create({ deadline: 6000 }).verify());
    await elapse(6250);
    const { error, errorCode, errorMessage } = expectStatus(outcome.value, 'unverified');
    expect(error).toMatchObject({ code: 'offline', category: 'network', next: 'retry' });
    expect([errorCode, errorMessage]).toEqual([1001, 'jsload_error']);
    expect(outcome.at).toBe(6000);
  });

  it('nothing of the session reacts to `online` after its end', async () => {
    const captcha = page.create({ deadline: 3000 });
    await outcomeOf(captcha.verify());
    goOnline();
    await elapse(1000);
    expect(page.network.requests).toHaveLength(1);
  });

  it('a browser that says so wrongly still gets the script', async () => {
    page.network.answer('captcha', 'ok');
    const verifying = page.create().verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });
});
