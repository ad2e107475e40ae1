import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Captcha, CaptchaOptions } from '../../src/index.js';
import { v2Param, v3Param } from './fakes/aliyun.js';
import { libraryTimers } from './fakes/later.js';
import { countListeners } from './fakes/listeners.js';
import { callOption, passResult } from './fakes/tencent.js';
import { elapse, elapseLong, useTestPage, watch, type Watched } from './fakes/test-page.js';

/**
 * The page may call anything of ours from anything of its own that we call. Whatever it does there, each promise settles
 * once, and after destroy() nothing of the captcha shows, runs, listens or asks any more.
 */
const page = useTestPage();
let listeners: ReturnType<typeof countListeners>;

beforeEach(() => (listeners = countListeners()));
afterEach(() => listeners.stop());

const vendors = ['tencent', 'aliyun'] as const;
const modes = ['popup', 'embed'] as const;
type Vendor = (typeof vendors)[number];

/** What the page may do where it is called; each verify() here is a caller of its own, without a signal. */
const actions: Record<string, readonly (keyof Run)[]> = {
  'leaves its verify()': ['leave'],
  'calls verify()': ['verify'],
  'leaves, and calls verify()': ['leave', 'verify'],
  'calls verify(), and leaves the first': ['verify', 'leave'],
  'destroys the captcha': ['destroy'],
  'leaves, calls verify() and destroys the captcha': ['leave', 'verify', 'destroy'],
  'destroys the captcha and calls verify()': ['destroy', 'verify'],
  'calls preload()': ['preload'],
  'makes another captcha, which begins at once': ['another'],
  'leaves, and makes another captcha': ['leave', 'another'],
};

/** Where the page is called: by both vendors alike, and by one. */
const places = [
  ...['status preloading', 'status starting', 'status challenging', 'status ready'],
  ...['attempt', 'loaded', 'ready', 'shown', 'hidden', 'outcome', 'expired', 'late'].map((type) => `event ${type}`),
  ...['event attempt_failed', 'event provider_failed', 'onError', 'onOutcome'],
  ...['element', 'button', 'pageToken', 'the encrypted id'],
] as const;
const vendorPlaces = { tencent: ['ready', 'showFn', 'verifyFn'], aliyun: ['fail', 'onClose', 'captchaVerifyCallback'] };

interface Run {
  leave(): void;
  verify(): void;
  preload(): void;
  another(): void;
  destroy(): void;
}

const isFailure = (place: string) => /failed|onError/.test(place);
const pressesButton = (place: string) => /^(button|onOutcome)$/.test(place);

function begin(vendor: Vendor, mode: 'popup' | 'embed', place: string, steps: readonly (keyof Run)[]) {
  document.body.innerHTML = '<div id="box"></div><div id="other"></div><button type="button" id="go">Go</button>';
  if (isFailure(place)) page.network.answer('aptcha', 'error');
  const before = { html: document.body.innerHTML, listeners: listeners.open() };
  const calls: string[] = [];
  const promises: Watched<unknown>[] = [];
  const captchas: Captcha[] = [];
  let isDone = false;

  const called = (name: string) => {
    calls.push(name);
    if (name !== place || isDone) return;
    isDone = true;
    for (const step of steps) run[step]();
  };
  const text = (name: string) => (called(name), Promise.resolve('text'));
  const hooked = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, () => called(`the vendor's ${name}`)]));
  const provider = () =>
    vendor === 'tencent'
      ? page.tencentProvider({
          vendorOptions: hooked('ready', 'showFn', 'verifyFn'),
          ...(place === 'the encrypted id' && { aidEncrypted: () => text(place) }),
        })
      : page.aliyunProvider({
          vendorOptions: hooked('fail', 'onClose'),
          ...(place === 'the encrypted id' && { encryptedSceneId: () => text(place) }),
          ...(place.endsWith('captchaVerifyCallback') && {
            architecture: 'v2',
            captchaVerifyCallback: () => (called(place), { captchaResult: true }),
          }),
        } as never);
  const create = (options: Partial<CaptchaOptions>) => {
    const captcha = page.create({ mode, retry: { limit: 1 }, ...options });
    captchas.push(captcha);
    return captcha;
  };

  const first = new AbortController();
  const captcha = create({
    providers: provider(),
    element: () => (called('element'), document.querySelector<HTMLElement>('#box')),
    button: () => (called('button'), document.querySelector<HTMLElement>('#go')),
    pageToken: () => text('pageToken'),
    onOutcome: () => called('onOutcome'),
    onError: () => called('onError'),
    onEvent: ({ type }) => called(`event ${type}`),
  });
  captcha.subscribe((status) => called(`status ${status}`));
  const run: Run = {
    leave: () => first.abort('left'),
    verify: () => void promises.push(watch(captcha.verify())),
    preload: () => void promises.push(watch(captcha.preload())),
    destroy() {
      captcha.destroy();
      calls.push('destroyed');
    },
    another() {
      const other = create({ providers: provider(), element: '#other' });
      promises.push(watch(other.verify()));
    },
  };

  return {
    captcha,
    run,
    wasReached: () => isDone,
    start() {
      if (place === 'status preloading') run.preload();
      if (pressesButton(place)) document.querySelector<HTMLElement>('#go')?.click();
      promises.push(watch(captcha.verify({ signal: first.signal })));
    },
    end() {
      for (const made of captchas) made.destroy();
    },
    /** All is destroyed now, and whatever may still come from the vendors has come a minute later. */
    async expectSilence() {
      const done = () => [page.tencent.instances.map(({ shows }) => shows), page.aliyun.inits.length];
      const atEnd = [page.network.requests.length, ...done()];
      await play(place);
      await elapse(30000);
      for (const { state, error } of promises) {
        expect(state).not.toBe('pending');
        if (state === 'rejected') expect(error).toBe('left');
      }
      expect([page.network.requests.length, ...done()], 'begun after destroy()').toEqual(atEnd);
      const ended = calls.indexOf('destroyed');
      // What the vendor itself calls, and the outcome of a button that was settled before.
      const asked = calls.slice(ended + 1).filter((name) => !/vendor's|onOutcome/.test(name));
      if (ended >= 0) expect(asked, 'called after destroy()').toEqual([]);
      expect(libraryTimers(), 'timers').toBe(0);
      expect(listeners.open(), 'listeners').toEqual(before.listeners);
      expect(document.body.innerHTML, 'nodes').toBe(before.html);
    },
  };
}

/** Users act in what is shown, and vendors call back. */
async function play(place: string): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await elapse(400);
    const instance = page.tencent.instances.at(-1);
    callOption(instance?.options['verifyFn'], { pass: true });
    instance?.answer(passResult);
    const init = page.aliyun.inits.at(-1);
    // An embed's challenge opens at a click in its box.
    if (init?.options['mode'] === 'embed' && init.element?.isConnected) init.openPopup();
    await elapse(200);
    if (place.endsWith('onClose') && !round) init?.closePopup();
    else if (init?.options['captchaVerifyCallback']) await init.call('captchaVerifyCallback', v2Param);
    else {
      init?.call('fail', { verifyCode: 'F015' });
      init?.call('success', v3Param);
    }
    await elapse(1200);
  }
}

describe.each(vendors)('%s', (vendor) => {
  describe.each(modes)('in %s', (mode) => {
    const all = [...places, ...vendorPlaces[vendor].map((name) => `the vendor's ${name}`)];
    const rows = all.flatMap((place) => Object.entries(actions).map(([name, steps]) => ({ place, name, steps })));

    it.each(rows)('where $place is called, the page $name', async ({ place, steps }) => {
      const test = begin(vendor, mode, place, steps);
      test.start();
      await play(place);
      if (place === 'event expired') await elapseLong(300000);
      // A passed challenge of an embed stays until the next verify().
      if (place === 'event hidden' && mode === 'embed') test.run.verify();
      if (place === 'event late') {
        const leaving = new AbortController();
        watch(test.captcha.verify({ signal: leaving.signal }));
        await elapse(100);
        leaving.abort();
        await play(place);
      }
      expect(test.wasReached(), 'the place is reached').toBe(true);
      test.end();
      await test.expectSilence();
    });

    // Those that are reached before there is anything to see.
    const early = rows.filter(({ place }) =>
      /status (preloading|starting)|element|button|Token|id$|attempt$/.test(place),
    );

    it.each(early)('where $place is called, the page $name, and destroys all at once', async ({ place, steps }) => {
      const test = begin(vendor, mode, place, steps);
      test.start();
      await elapse(5);
      expect(test.wasReached(), 'the place is reached').toBe(true);
      test.end();
      await test.expectSilence();
    });
  });
});
