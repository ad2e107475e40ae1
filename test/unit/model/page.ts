import { vi } from 'vitest';
import { later, forgetTimers, libraryTimers } from '../fakes/later.js';
import { stubLayout } from '../fakes/layout.js';
import { countListeners } from '../fakes/listeners.js';
import { aliyunMoves } from './aliyun-moves.js';
import { pageCaptchas, pageError } from './page-captchas.js';
import { createModel } from './promises.js';
import { scriptMoves } from './script-moves.js';
import type { Action, Run } from './steps.js';
import { tencentMoves } from './tencent-moves.js';

/** Taken before time stands still. */
const nextTask = setImmediate;
const startedAt = 1795219200000;
const challenges = '#tcaptcha_transform_dy,#aliyunCaptcha-window-popup';
const boxes = '[id^="captcha-failover-"]';
/** How long a call in flight may keep our nodes when its captcha is gone. */
const inFlightMs = 12000;
const vendorGlobals = ['TencentCaptcha', 'initAliyunCaptcha', 'AliyunCaptchaConfig'];

interface HappyWindow {
  happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } };
}

/** Plays a run in a page of its own, and says which promises were broken. */
export async function play(run: Run): Promise<readonly string[]> {
  vi.useFakeTimers({ now: startedAt });
  const restoreLayout = stubLayout();
  (window as unknown as HappyWindow).happyDOM.settings.handleDisabledFileLoadingAsSuccess = true;
  const model = createModel(() => !document.querySelector(challenges));
  const { must, check } = model;
  let onLine = true;
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => onLine });
  vi.stubGlobal('reportError', (error: unknown) => must(error === pageError, `no error of ours: ${String(error)}`));
  const consoleError = vi.spyOn(console, 'error').mockImplementation(() => {});
  const onRejection = (reason: unknown) => must(false, `no unhandled rejection: ${String(reason)}`);
  process.on('unhandledRejection', onRejection);

  document.body.innerHTML = run.captchas
    .map((_, index) => `<div id="box${index}"></div><button type="button" id="go${index}"></button>`)
    .join('');
  const body = document.body.innerHTML;
  const listeners = countListeners();

  const tencent = tencentMoves(model, run.stubborn);
  const aliyun = aliyunMoves(model);
  const script = scriptMoves((url) => (/aliyun/i.test(url) ? aliyun : tencent).install());
  const before = listeners.open().length;
  const captchas = pageCaptchas(run.captchas, model, aliyun);
  // What was passed in its box stays there.
  const anyEmbed = run.captchas.some(({ mode }) => mode === 'embed');
  const moves = { script, tencent, aliyun };

  let lastDestroy = 0;
  /** Under a call of a vendor's that is in flight our nodes stay for a while, out of sight, and timers that end that. */
  const checkClean = (when: string) => {
    const mayWait = performance.now() - lastDestroy <= inFlightMs;
    const left = document.body.cloneNode(true) as HTMLElement;
    const outOfSight = mayWait ? left.querySelectorAll(`:scope > ${boxes}[aria-hidden="true"][style*="left:"]`) : [];
    for (const node of outOfSight) node.remove();
    must(mayWait || libraryTimers() === 0, `no timer ${when}`);
    must(listeners.open().length === before, `no listener ${when}: ${listeners.open().join()}`);
    must(left.innerHTML === body, `no node ${when}: ${left.innerHTML}`);
  };

  /** All promises are heard. */
  const turn = async () => {
    // At once, and as long as nothing new is made.
    if (!captchas.allDestroyed()) lastDestroy = performance.now();
    else checkClean('after destroy()');
    await new Promise<void>((resolve) => nextTask(resolve));
    check();
    if (!anyEmbed) for (const vendor of [tencent, aliyun]) vendor.checkScreen();
  };

  /** One timer at a time, so that what it leads to has come before the next. */
  const elapse = async (ms: number) => {
    let reached = false;
    later(ms, () => (reached = true));
    await turn();
    while (!reached) {
      aliyun.newTask();
      vi.advanceTimersToNextTimer();
      await turn();
    }
  };

  const touch = (at: 'challenge' | 'box' | 'page', key: boolean) => {
    const selector = { challenge: challenges, box: boxes, page: 'body' }[at];
    const event = key
      ? new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true })
      : new MouseEvent('click', { bubbles: true, composed: true });
    Object.defineProperty(event, 'isTrusted', { value: true });
    document.querySelector(selector)?.dispatchEvent(event);
  };

  const act = async (action: Action) => {
    switch (action.do) {
      case 'wait':
        await elapse(action.ms);
        break;
      case 'script':
        moves.script.act(action.which, action.act);
        break;
      case 'tencent':
        moves.tencent.act(action.which, action.act);
        break;
      case 'aliyun':
        moves.aliyun.act(action.which, action.act);
        break;
      case 'mood':
        moves[action.of].setMood(action.is);
        break;
      case 'touch':
        touch(action.at, action.key);
        break;
      case 'remove':
        for (const node of document.querySelectorAll(action.what === 'box' ? boxes : challenges)) node.remove();
        break;
      case 'network':
        onLine = action.up;
        window.dispatchEvent(new Event(onLine ? 'online' : 'offline'));
        break;
      case 'arm':
        captchas.arm(action.captcha, action.on, action.act);
        break;
      case 'throw':
        break;
      case 'verify':
      case 'abort':
      case 'destroy':
      case 'create':
      case 'preload':
      case 'press':
        captchas.act(action);
    }
  };

  try {
    captchas.createAll();
    for (const { action, inTurn } of run.steps) {
      await act(action);
      if (!inTurn) await turn();
      if (model.broken.length) break;
    }
    // The world falls silent: what is due by then has to come all the same.
    captchas.disarm();
    for (const move of Object.values(moves)) move.setMood('silent');
    for (let waited = 0; waited < 90 && !model.broken.length && model.unsettled().length; waited++) await elapse(1000);
    captchas.destroyAll();
    await turn();
    for (const move of [tencent, aliyun]) move.everythingLate();
    await elapse(25000);
    must(
      model.callers.every(({ settled, button }) => settled || button),
      'every verify() settles',
    );
  } catch (error) {
    must(false, `nothing throws: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  } finally {
    captchas.destroyAll();
    listeners.stop();
    script.close();
    process.off('unhandledRejection', onRejection);
    consoleError.mockRestore();
    vi.unstubAllGlobals();
    Reflect.deleteProperty(navigator, 'onLine');
    vi.useRealTimers();
    forgetTimers();
    restoreLayout();
    document.head.replaceChildren();
    document.body.replaceChildren();
    const ours = Object.getOwnPropertySymbols(window).filter(({ description }) => description?.includes('captcha'));
    for (const key of [...vendorGlobals, ...ours]) Reflect.deleteProperty(window, key);
    sessionStorage.clear();
  }
  return [...new Set(model.broken)];
}
