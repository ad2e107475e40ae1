import { describe, expect, it } from 'vitest';
import type { CaptchaEvent } from '../../src/index.js';
import { cover, setSize } from './fakes/layout.js';
import { callOption, passResult } from './fakes/tencent.js';
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

/** As a full-screen dialog or spinner of the page does. */
const addCover = () => cover(add('cover', innerWidth, innerHeight));

describe('a challenge of Aliyun that something of the page covers', () => {
  it.each([
    ['at least 150 × 40 px', 150, 40, 20000],
    ['too narrow', 149, 40, 12000],
    ['too low', 150, 39, 12000],
  ])('and whose element is %s is given up after its time: %i × %i → %i ms', async (_, width, height, at) => {
    addCover();
    page.aliyun.onTrigger = () => add('aliyunCaptcha-window-popup', width, height);
    const outcome = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(20250);
    expect(outcome.value).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
    expect(outcome.at).toBe(at);
  });

  it.each([
    ['transparent', { opacity: '0' }],
    ['invisible', { visibility: 'hidden' }],
  ])('and that is %s is given up when the deadline is over', async (_, style) => {
    addCover();
    page.aliyun.onTrigger = () => Object.assign(add('aliyunCaptcha-window-popup', 360, 360).style, style);
    const captcha = page.create({ providers: page.aliyunProvider() });
    const outcome = watch(captcha.verify());
    await elapse(5000);
    expect(captcha.status).toBe('starting');
    await elapse(15250);
    expect(outcome.at).toBe(12000);
  });

  it('has its 20 s from verify(), however long the page is open', async () => {
    addCover();
    await elapse(60000);
    const outcome = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(20250);
    expect(outcome.at).toBe(80000);
  });
});

describe('a challenge that nobody confirms', () => {
  it('is on screen as soon as the user acts in it, whatever else of the vendor’s is there', async () => {
    page.tencent.onShow = () => {
      add('tcaptcha_transform_dy', 360, 360);
      add('tcaptcha_iframe_dy', 360, 360);
    };
    const captcha = page.create();
    void captcha.verify();
    await elapse(500);
    expect(captcha.status).toBe('starting');
    const inside = add('slider', 40, 40, document.querySelector('#tcaptcha_transform_dy') ?? document.body);
    inside.dispatchEvent(trust(new MouseEvent('pointerdown', { bubbles: true, composed: true })));
    await elapse(0);
    expect(captcha.status).toBe('challenging');
  });

  it('is on screen once, however often the user acts in it', async () => {
    const types: string[] = [];
    void page.create({ onEvent: ({ type }) => types.push(type) }).verify();
    await elapse(500);
    const node = document.querySelector('#tcaptcha_transform_dy');
    for (const type of ['pointerdown', 'click'])
      node?.dispatchEvent(trust(new MouseEvent(type, { bubbles: true, composed: true })));
    await elapse(0);
    expect(types.filter((type) => type === 'shown')).toHaveLength(1);
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

  it('that the page takes away as soon as it is there is dismissed as removed', async () => {
    const onEvent = ({ type }: CaptchaEvent) => {
      if (type === 'shown') setTimeout(() => document.querySelector('#tcaptcha_transform_dy')?.remove(), 10);
    };
    const outcome = watch(page.create({ onEvent }).verify());
    await elapse(10000);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'removed' });
  });

  it('that is gone may still bring its result, for 3 s', async () => {
    const outcome = watch(page.create().verify());
    await elapse(500);
    document.querySelector('#tcaptcha_transform_dy')?.remove();
    await elapse(2999);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(outcome.value?.status).toBe('passed');
  });

  it('by the vendor’s word may be in nodes that nobody knows', async () => {
    page.tencent.onShow = ({ options }) => callOption(options['showFn'], { duration: 5, sid: '1' });
    const captcha = page.create();
    const outcome = watch(captcha.verify());
    await elapse(60000);
    expect(captcha.status).toBe('challenging');
    expect(outcome.state).toBe('pending');
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
  async function begin(width = 300, height = 60, top = 0) {
    const box = add('box', 300, 80);
    page.tencent.onShow = (instance) => setSize(add('checkbox', 0, 0, instance.element ?? box), width, height, 0, top);
    const captcha = page.create({ providers: page.tencentProvider({ region: 'intl' }), element: box, deadline: 6000 });
    const outcome = watch(captcha.verify());
    await elapse(500);
    return { captcha, outcome, box };
  }

  async function checkbox() {
    const { captcha, outcome } = await begin();
    expect(captcha.status).toBe('challenging');
    const act = (event: Event, selector = '#checkbox') => document.querySelector(selector)?.dispatchEvent(trust(event));
    const click = () => act(new MouseEvent('click', { bubbles: true }));
    return { outcome, act, click };
  }

  it.each([
    ['without a width', 0, 60],
    ['without a height', 300, 0],
  ])('%s is not on screen', async (_, width, height) => {
    expect((await begin(width, height)).captcha.status).toBe('starting');
  });

  it('fixed outside the viewport is not on screen: nobody can scroll to it', async () => {
    document.body.style.position = 'fixed';
    const { captcha } = await begin(300, 60, innerHeight);
    document.body.style.position = '';
    expect(captcha.status).toBe('starting');
  });

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

  it.each([
    ['by the space bar', ' ', '#checkbox', 'resolved'],
    ['by Enter', 'Enter', '#checkbox', 'resolved'],
    ['by no other key', 'Tab', '#checkbox', 'pending'],
    ['by no key elsewhere', 'Enter', 'body', 'pending'],
  ])('starts a new deadline %s', async (_, key, selector, state) => {
    const { outcome, act } = await checkbox();
    act(new KeyboardEvent('keydown', { key, bubbles: true }), selector);
    await elapse(6500);
    expect(outcome.state).toBe(state);
  });

  it.each([
    ['a click elsewhere', 'click', 'body'],
    ['the pointer that goes down on it', 'pointerdown', '#checkbox'],
  ])('starts no new deadline by %s', async (_, type, selector) => {
    const { outcome, act } = await checkbox();
    act(new MouseEvent(type, { bubbles: true }), selector);
    await elapse(20000);
    expect(outcome.state).toBe('pending');
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
