import { afterEach, beforeEach, expect, vi, type Mock } from 'vitest';
import type * as library from '../../../src/index.js';
import type { Captcha, CaptchaOptions, Outcome, Provider } from '../../../src/index.js';
import { fakeAliyun, type FakeAliyun } from './aliyun.js';
import { forgetTimers } from './later.js';
import { stubLayout } from './layout.js';
import { openNetwork, type ScriptNetwork } from './script-network.js';
import { fakeTencent, type FakeTencent } from './tencent.js';

type Library = typeof library;

/** A page that has just been opened, with both vendors healthy and time standing still. */
export interface TestPage {
  library: Library;
  network: ScriptNetwork;
  tencent: FakeTencent;
  aliyun: FakeAliyun;
  reportError: Mock;
  consoleError: Mock;
  tencentProvider: (options?: Partial<Parameters<Library['tencent']>[0]>) => Provider;
  aliyunProvider: (options?: Partial<Parameters<Library['aliyun']>[0]>) => Provider;
  /** `createCaptcha`, by default of Tencent and without preload; destroyed after the test. */
  create: (options?: Partial<CaptchaOptions>) => Captcha;
  /** The page is loaded anew in the same tab, with a new copy of the library: only sessionStorage stays. */
  reload: () => Promise<void>;
}

export const appId = '199999861';
export const sceneId = 'scene1';
export const prefix = 'acme';
/** 2026-11-21 */
export const startedAt = 1795219200000;

const vendorGlobals = ['TencentCaptcha', 'TCaptchaGlobal', 'initAliyunCaptcha', 'AliyunCaptchaConfig', 'trustedTypes'];

/** Opens a page before each test and closes it afterwards. */
export function useTestPage(): TestPage {
  const page = {} as TestPage;
  const captchas: Captcha[] = [];
  let restoreLayout = () => {};
  const storage = sessionStorage;

  beforeEach(async () => {
    vi.useFakeTimers({ now: startedAt });
    const happyDom = (window as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } })
      .happyDOM;
    happyDom.settings.handleDisabledFileLoadingAsSuccess = true;
    page.consoleError = vi.spyOn(console, 'error').mockImplementation(() => {});
    page.reportError = vi.fn();
    vi.stubGlobal('reportError', page.reportError);
    restoreLayout = stubLayout();
    page.tencent = fakeTencent();
    page.aliyun = fakeAliyun();
    page.network = openNetwork((url) => {
      if (/aliyun/i.test(url)) page.aliyun.install();
      else page.tencent.install(/global/i.test(url) ? 'intl' : 'cn');
    });
    page.library = await import('../../../src/index.js');
    page.reload = async () => {
      for (const captcha of captchas.splice(0)) captcha.destroy();
      clearPage();
      vi.resetModules();
      page.library = await import('../../../src/index.js');
    };
    page.tencentProvider = (options) => page.library.tencent({ appId, ...options });
    page.aliyunProvider = (options) => page.library.aliyun({ sceneId, prefix, ...options });
    page.create = (options) => {
      const captcha = page.library.createCaptcha({ providers: page.tencentProvider(), preload: 'none', ...options });
      captchas.push(captcha);
      return captcha;
    };
  });

  afterEach(() => {
    for (const captcha of captchas.splice(0)) captcha.destroy();
    page.network.close();
    vi.useRealTimers();
    forgetTimers();
    restoreLayout();
    clearPage();
    storage.clear();
  });

  return page;
}

function clearPage(): void {
  document.head.replaceChildren();
  document.body.replaceChildren();
  const ours = Object.getOwnPropertySymbols(window).filter(({ description }) => description?.includes('captcha'));
  for (const key of [...vendorGlobals, ...ours]) Reflect.deleteProperty(window, key);
}

/** Lets time pass, with all that is due in it. */
export async function elapse(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** The same in steps: faster over minutes, but promises are handled at the end of a step only. */
export async function elapseLong(ms: number, step = 500): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    vi.advanceTimersByTime(Math.min(step, ms - passed));
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

/** A promise to look at while time stands still. */
export interface Watched<T> {
  readonly state: 'pending' | 'resolved' | 'rejected';
  readonly value: T | undefined;
  readonly error: unknown;
  /** `performance.now()` when it settled. */
  readonly at: number;
}

export function watch<T>(promise: Promise<T>): Watched<T> {
  const watched = { state: 'pending', value: undefined, error: undefined, at: NaN } as {
    -readonly [K in keyof Watched<T>]: Watched<T>[K];
  };
  promise.then(
    (value) => Object.assign(watched, { state: 'resolved', value, at: performance.now() }),
    (error: unknown) => Object.assign(watched, { state: 'rejected', error, at: performance.now() }),
  );
  return watched;
}

/** Lets time pass until the outcome is there. */
export async function outcomeOf(verifying: Promise<Outcome>, within = 15000): Promise<Outcome> {
  const watched = watch(verifying);
  for (let passed = 0; watched.state === 'pending' && passed < within; passed += 10) await elapse(10);
  expect(watched.state, `within ${within} ms`).toBe('resolved');
  return watched.value as Outcome;
}

export function expectStatus<S extends Outcome['status']>(
  outcome: Outcome | undefined,
  status: S,
): Extract<Outcome, { status: S }> {
  expect(outcome?.status).toBe(status);
  return outcome as Extract<Outcome, { status: S }>;
}
