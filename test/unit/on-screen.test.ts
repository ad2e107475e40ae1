import { describe, expect, it } from 'vitest';
import { setSize } from './fakes/layout.js';
import { elapse, elapseLong, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

function add(id: string, width: number, height: number, parent: Element = document.body) {
  const node = document.createElement('div');
  node.id = id;
  parent.append(setSize(node, width, height));
  return node;
}

/** Input of a real user. */
function trust(event: Event) {
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
}

describe('a challenge that nobody confirms', () => {
  it.each([
    ['at least 150 × 40 px', 150, 40, 20000],
    ['too narrow', 149, 40, 12000],
    ['too low', 150, 39, 12000],
  ])('and whose element is %s is given up after its time: %i × %i → %i ms', async (_, width, height, at) => {
    page.tencent.onShow = () => add('tcaptcha_transform_dy', width, height);
    const outcome = watch(page.create().verify());
    await elapse(20250);
    expect(outcome.value).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
    expect(outcome.at).toBe(at);
  });

  it('is on screen as soon as the user acts in it', async () => {
    page.tencent.onShow = () => add('tcaptcha_transform_dy', 360, 360);
    const captcha = page.create();
    void captcha.verify();
    await elapse(500);
    expect(captcha.status).toBe('starting');
    const inside = add('slider', 40, 40, document.querySelector('#tcaptcha_transform_dy') ?? document.body);
    inside.dispatchEvent(trust(new MouseEvent('pointerdown', { bubbles: true, composed: true })));
    await elapse(0);
    expect(captcha.status).toBe('challenging');
  });

  it('is not on screen by a script’s own events', async () => {
    page.tencent.onShow = () => add('tcaptcha_transform_dy', 360, 360);
    const captcha = page.create();
    void captcha.verify();
    await elapse(500);
    const event = new MouseEvent('pointerdown', { bubbles: true, composed: true });
    Object.defineProperty(event, 'isTrusted', { value: false });
    document.querySelector('#tcaptcha_transform_dy')?.dispatchEvent(event);
    await elapse(500);
    expect(captcha.status).toBe('starting');
  });

  it('is not on screen by input elsewhere', async () => {
    page.tencent.onShow = () => add('tcaptcha_transform_dy', 360, 360);
    const captcha = page.create();
    void captcha.verify();
    await elapse(500);
    document.body.dispatchEvent(trust(new MouseEvent('pointerdown', { bubbles: true, composed: true })));
    await elapse(500);
    expect(captcha.status).toBe('starting');
  });
});

describe('a challenge on screen', () => {
  it.each([
    ['5 minutes by default in popup', {}, 300000],
    ['challengeTimeout', { challengeTimeout: 60000 }, 60000],
    ['challengeTimeout in embed', { challengeTimeout: 60000, mode: 'embed' as const, element: '#box' }, 60000],
  ])('is dismissed as timeout after %s', async (_, options, ms) => {
    add('box', 300, 230);
    const outcome = watch(page.create(options).verify());
    await elapse(100);
    await elapseLong(ms - 1000);
    expect(outcome.state).toBe('pending');
    await elapseLong(2000, 100);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'timeout' });
  });

  it.each([
    ['in embed', { mode: 'embed' as const, element: '#box' }],
    ['with challengeTimeout 0', { challengeTimeout: 0 }],
  ])('may stay open for hours %s', async (_, options) => {
    add('box', 300, 230);
    const outcome = watch(page.create(options).verify());
    await elapse(100);
    await elapseLong(2 * 3600000, 10000);
    expect(outcome.state).toBe('pending');
  });

  it('that the page takes away is dismissed as removed', async () => {
    const outcome = watch(page.create().verify());
    await elapse(500);
    document.querySelector('#tcaptcha_transform_dy')?.remove();
    await elapse(10000);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'removed' });
  });

  it.each([
    ['Tencent', () => page.tencentProvider()],
    ['Aliyun', () => page.aliyunProvider()],
  ])('of %s whose box the page takes away is dismissed as removed', async (_, provider) => {
    const box = add('box', 300, 230);
    const outcome = watch(page.create({ providers: provider(), mode: 'embed', element: box }).verify());
    await elapse(500);
    box.remove();
    await elapse(10000);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'removed' });
  });
});

describe('the international checkbox', () => {
  async function checkbox() {
    const box = add('box', 300, 80);
    page.tencent.onShow = (instance) => add('checkbox', 300, 60, instance.element ?? box);
    const captcha = page.create({ providers: page.tencentProvider({ region: 'intl' }), element: box, deadline: 6000 });
    const outcome = watch(captcha.verify());
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    const click = () =>
      document.querySelector('#checkbox')?.dispatchEvent(trust(new MouseEvent('click', { bubbles: true })));
    return { outcome, click };
  }

  it('may wait for its click as long as it likes', async () => {
    const { outcome } = await checkbox();
    await elapseLong(200000);
    expect(outcome.state).toBe('pending');
  });

  it('starts a new deadline at each click', async () => {
    const { outcome, click } = await checkbox();
    await elapse(10000);
    click();
    await elapse(5000);
    click();
    await elapse(5900);
    expect(outcome.state).toBe('pending');
    await elapse(200);
    expect(outcome.value).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
  });

  it('is clicked to a challenge: then the deadline stops', async () => {
    const { outcome, click } = await checkbox();
    click();
    await elapse(1000);
    page.tencent.last.open();
    await elapse(20000);
    expect(outcome.state).toBe('pending');
  });
});
