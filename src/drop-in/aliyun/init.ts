import type { CaptchaError } from '../../contract/errors.js';
import { createLifetime } from '../../page/lifetime.js';
import { reportPageError } from '../../page/page-callback.js';
import { pageState, type Callable } from '../../page/page-state.js';
import { findPopups } from '../../providers/aliyun/body-nodes.js';
import { queueInit } from '../../providers/aliyun/init-queue.js';
import { readInitAnswer } from '../../providers/aliyun/results.js';
import { waitForScreen } from '../screen-wait.js';
import type { VendorScript } from '../vendor-script.js';
import { failOver } from './failover.js';
import { functionsOf, isV3, type PageOptions } from './page-options.js';

export interface InitTerms {
  readonly script: VendorScript;
  /** ms */
  readonly deadline: number;
}

type Init = (options: object, ...more: unknown[]) => Promise<unknown>;

/** What the vendor's promise gives when a request has failed (docs/vendors/aliyun.md, A-INIT-PROMISE). */
const failedAnswer = (err: string) => ({ Code: 'Fail', Success: false, err });

const timeoutText = 'Error: timeout';
const networkText = 'Error: network error';

/** How long after the promise the instance may come: others wait for it. */
const readyMs = 1000;

const lookEveryMs = 100;

/** What stands under the vendor's name. */
export function createInit(terms: InitTerms): Callable {
  /** What one call leaves out, an earlier one may have set: the vendor's script keeps it (A-OPTIONS-PERSIST). */
  let kept: PageOptions = {};
  function initAliyunCaptcha(options: unknown, ...more: unknown[]): Promise<unknown> {
    if (Object(options) !== options)
      return Promise.reject(new TypeError(`initAliyunCaptcha() takes options, not ${String(options)}`));
    kept = { ...kept, ...(options as PageOptions) };
    return init(kept, more, terms);
  }
  return initAliyunCaptcha;
}

/**
 * One call of the page. It passes on to the vendor's script when that is there, and what the vendor says passes on to the
 * page as it is. When there is no instance at the deadline, or nothing on screen and no word after a click, the page gets
 * the calls of the vendor's own failover.
 */
function init(options: PageOptions, more: unknown[], { script, deadline }: InitTerms): Promise<unknown> {
  const page = functionsOf(options);
  const v3 = isV3(options);
  const isEmbed = options['mode'] === 'embed';
  let wait = createLifetime();
  let hasInstance = false;
  let wasClicked = false;
  /** What the vendor says reaches the page. Not after a failover of ours, until the user asks anew. */
  let isOpen = true;
  let button: HTMLElement | null = null;
  /** In the element stands what only opens a challenge. */
  let isGated = false;
  let resolve: (answer: unknown) => void = () => {};

  const find = (name: 'button' | 'element') => {
    try {
      return document.querySelector<HTMLElement>(String(options[name]));
    } catch {
      // No selector: the vendor's script complains of it.
      return null;
    }
  };

  const findButton = () => {
    if (button) return button;
    button = find('button');
    if (button) button.addEventListener('click', onClick, true);
    const element = find('element');
    if (element && isEmbed) element.addEventListener('click', () => isGated && awaitPopup(), true);
    return button;
  };

  const fail = (msg: string) => {
    wait.end();
    isOpen = false;
    failOver({
      options,
      msg,
      wasClicked,
      restart: begin,
      onButton(act) {
        const found = findButton();
        if (found && !hasInstance) found.onclick = act;
      },
    });
    wasClicked = false;
    resolve(failedAnswer(msg));
  };

  const onClick = () => {
    wasClicked = true;
    if (!hasInstance) return;
    isOpen = true;
    // Else the challenge is in the page already.
    if (!isEmbed) awaitPopup();
  };

  /** Unless the user has done so by then. */
  const pressAgain = () => {
    const found = findButton();
    if (found && found.onclick && !wasClicked) found.onclick(new MouseEvent('click') as PointerEvent);
  };

  const awaitPopup = () => {
    isOpen = true;
    wait.end();
    wait = waitForScreen(
      createLifetime(),
      deadline,
      () => {
        const popups = findPopups();
        return { usable: popups, any: popups };
      },
      () => fail(timeoutText),
    );
  };

  /** The vendor is at work: nothing is waited for any more. */
  const answered = () => {
    wasClicked = false;
    wait.end();
  };

  /** Passes a call on to the page, unless that has been told of a failure meanwhile. */
  const passOn =
    (act: ((...given: unknown[]) => unknown) | undefined) =>
    (...given: unknown[]) => {
      if (!isOpen) return undefined;
      if (hasInstance) answered();
      return act && act(...given);
    };

  /** What comes by a click only in V2, and so from a user who asks. */
  const passOnClick =
    (act: (...given: unknown[]) => unknown) =>
    (...given: unknown[]) => {
      if (!v3) isOpen = true;
      return passOn(act)(...given);
    };

  const call = async (vendorInit: Init) => {
    const { inits } = pageState();
    inits.begun++;
    for (const key of Object.keys(options)) inits.keys.add(key);
    findButton();
    const functions = {
      ...(v3 && { success: passOn(page.success) }),
      ...(page.captchaVerifyCallback && { captchaVerifyCallback: passOnClick(page.captchaVerifyCallback) }),
      ...(page.onFallback && { onFallback: passOnClick(page.onFallback) }),
      fail: passOn(page.fail),
      onClose: passOn(page.onClose),
      onError(...given: unknown[]) {
        const isPressed = isOpen && wasClicked;
        wasClicked = false;
        wait.end();
        passOn(page.onError)(...given);
        // Its script has put its failover behind the button, for the press that has been made already.
        if (!v3 && isPressed && !hasInstance) setTimeout(pressAgain);
      },
      getInstance(instance: unknown) {
        inits.readyBy = 0;
        const found = findButton();
        hasInstance = true;
        answered();
        if (found && !isOpen) found.onclick = null;
        if (page.getInstance) page.getInstance(instance);
      },
    };
    try {
      // A copy: the vendor's script writes into it.
      const answer = await vendorInit(
        // Four tries end inside our deadline, so that its second host is tried, too (A-TIMEOUT).
        { timeout: Math.max(2000, deadline * 0.22), ...options, ...functions },
        ...more,
      );
      const { captchaType, failure } = readInitAnswer(answer);
      // Of these types a V3 embed shows a button or a checkbox first (A-MODE-TRACELESS).
      isGated = v3 && /^(PUZZLE|INPAINTING|CHECK_BOX)$/.test(captchaType);
      if (!hasInstance && !failure) inits.readyBy = performance.now() + readyMs;
      resolve(answer);
    } catch (error) {
      if (wait.over) return;
      reportPageError(error);
      fail(String(error));
    }
  };

  const begin = () => {
    isOpen = true;
    wait = createLifetime();
    const waiting = wait;
    waiting.after(deadline, () => fail(timeoutText));
    // A press counts from the first, though the vendor's script hears none before its instance is there.
    findButton();
    waiting.every(lookEveryMs, findButton);
    script.want(waiting, (result: Callable | CaptchaError) => {
      if (typeof result === 'function') queueInit(waiting, deadline, () => call(result as Init));
      else waiting.soon(() => fail(result.code === 'script_timeout' ? timeoutText : networkText));
    });
  };

  return new Promise((settle) => {
    resolve = settle;
    begin();
  });
}
