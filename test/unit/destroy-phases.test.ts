import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Captcha, CaptchaOptions } from '../../src/index.js';
import { libraryTimers } from './fakes/later.js';
import { countListeners } from './fakes/listeners.js';
import { disasterResult, passResult } from './fakes/tencent.js';
import { elapse, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
let listeners: ReturnType<typeof countListeners>;
let onLine = true;

beforeEach(() => {
  listeners = countListeners();
  onLine = true;
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => onLine });
});
afterEach(() => {
  listeners.stop();
  Reflect.deleteProperty(navigator, 'onLine');
});

interface Phase {
  phase: string;
  options?: () => Partial<CaptchaOptions>;
  arrange?: () => void;
  /** The vendor's script is at work on our nodes: they stay out of sight, and a timer with them, until its time is up. */
  inFlight?: true;
  /** Brings the captcha into its phase. */
  reach(captcha: Captcha): unknown;
}

const verifyFor = (ms: number) => async (captcha: Captcha) => {
  watch(captcha.verify());
  await elapse(ms);
};
const aliyun = () => ({ providers: page.aliyunProvider() });
const embed = (options: Partial<CaptchaOptions> = {}) => ({ mode: 'embed' as const, element: '#box', ...options });

const phases: Phase[] = [
  { phase: 'right after createCaptcha', reach() {} },
  { phase: 'while it waits for the idle browser', options: () => ({ preload: 'idle' }), reach() {} },
  {
    phase: 'while it preloads a script',
    arrange: () => page.network.answer('aptcha', 'hang'),
    options: () => ({ preload: 'eager' }),
    reach: () => elapse(100),
  },
  { phase: 'after a preload', options: () => ({ preload: 'eager' }), reach: () => elapse(1000) },
  {
    phase: 'while Aliyun’s init is preloaded',
    arrange: () => (page.aliyun.onInit = () => {}),
    options: () => ({ ...aliyun(), preload: 'eager' }),
    reach: () => elapse(1000),
    inFlight: true,
  },
  {
    phase: 'after a preload of Aliyun',
    options: () => ({ ...aliyun(), preload: 'eager' }),
    reach: () => elapse(1000),
  },
  {
    phase: 'in the turn of verify()',
    reach(captcha) {
      watch(captcha.verify());
    },
  },
  { phase: 'while the script loads', reach: verifyFor(5) },
  {
    phase: 'while it pauses before a retry',
    arrange: () => page.network.answer('aptcha', 'error'),
    reach: verifyFor(50),
  },
  {
    phase: 'while it waits for the network',
    arrange() {
      onLine = false;
      page.network.answer('aptcha', 'error');
    },
    reach: verifyFor(50),
  },
  {
    phase: 'while the page mints the encrypted id',
    options: () => ({ providers: page.tencentProvider({ aidEncrypted: () => new Promise(() => {}) }) }),
    reach: verifyFor(100),
  },
  {
    phase: 'while the vendor shows nothing yet',
    arrange: () => (page.tencent.onShow = () => {}),
    reach: verifyFor(100),
  },
  { phase: 'while a Tencent challenge is open', reach: verifyFor(100) },
  { phase: 'while an embedded Tencent challenge is open', options: embed, reach: verifyFor(100) },
  {
    phase: 'while Aliyun’s init is under way',
    arrange: () => (page.aliyun.onInit = () => {}),
    options: aliyun,
    reach: verifyFor(100),
    inFlight: true,
  },
  {
    phase: 'while Aliyun’s init is under way in the page’s box',
    arrange: () => (page.aliyun.onInit = () => {}),
    options: () => embed(aliyun()),
    reach: verifyFor(100),
    inFlight: true,
  },
  {
    phase: 'while nothing is in the page’s box yet',
    arrange: () => (page.tencent.onShow = () => {}),
    options: embed,
    reach: verifyFor(100),
    inFlight: true,
  },
  { phase: 'while an Aliyun challenge is open', options: aliyun, reach: verifyFor(300) },
  { phase: 'while an embedded Aliyun challenge is open', options: () => embed(aliyun()), reach: verifyFor(300) },
  {
    phase: 'while a new show() answers a disaster',
    async reach(captcha) {
      await verifyFor(100)(captcha);
      page.tencent.last.answer(disasterResult(1006));
    },
  },
  {
    phase: 'while the page token is awaited after a pass',
    options: () => ({ pageToken: () => new Promise(() => {}) }),
    async reach(captcha) {
      await verifyFor(100)(captcha);
      page.tencent.last.answer(passResult);
      await elapse(100);
    },
  },
  {
    phase: 'while the popup has just closed',
    options: aliyun,
    async reach(captcha) {
      await verifyFor(300)(captcha);
      page.aliyun.last.closePopup();
    },
  },
  {
    phase: 'after a pass, before it expires',
    async reach(captcha) {
      await verifyFor(100)(captcha);
      page.tencent.last.answer(passResult);
      await elapse(100);
    },
  },
  {
    phase: 'after an embedded pass',
    options: embed,
    async reach(captcha) {
      await verifyFor(100)(captcha);
      page.tencent.last.answer(passResult);
      await elapse(100);
    },
  },
  {
    phase: 'after a recovery ticket',
    arrange: () => page.network.answer('aptcha', 'error'),
    options: () => ({ retry: { limit: 0 } }),
    reach: verifyFor(100),
  },
  {
    phase: 'with a button, several callers and signals',
    options: () => ({ button: '#go' }),
    async reach(captcha) {
      watch(captcha.verify({ signal: new AbortController().signal }));
      document.querySelector<HTMLElement>('#go')?.click();
      await elapse(100);
    },
  },
];

describe('destroy()', () => {
  it.each(phases)('$phase leaves no timer, no listener and no node', async ({ options, arrange, reach, inFlight }) => {
    document.body.innerHTML = '<div id="box"></div><button type="button" id="go">Go</button>';
    const body = document.body.innerHTML;
    arrange?.();
    const listenersBefore = listeners.open();
    const captcha = page.create(options?.());
    await reach(captcha);
    captcha.destroy();

    expect(listeners.open()).toEqual(listenersBefore);
    if (inFlight) {
      expect(libraryTimers()).toBe(1);
      for (const node of document.querySelectorAll('[id^="captcha-failover-"]')) {
        expect(node.parentElement).toBe(document.body);
        expect(node.getAttribute('aria-hidden')).toBe('true');
        expect((node as HTMLElement).style.left).toBe('-9999px');
      }
      await elapse(12000);
    }
    expect(libraryTimers()).toBe(0);
    expect(document.body.innerHTML).toBe(body);
    // What arrives from now on changes nothing.
    await elapse(30000);
    expect(document.body.innerHTML).toBe(body);
    expect(libraryTimers()).toBe(0);
    expect(captcha.status).toBe('destroyed');
    const winners = [...document.scripts].filter(({ src }) => src);
    expect(winners.length).toBeLessThanOrEqual(1);
  });
});
