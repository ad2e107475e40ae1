import { createLifetime, type Lifetime } from '../../page/lifetime.js';
import type { AliyunOptions, AliyunVerdict } from '../../contract/options.js';
import { callPage, reportPageError } from '../../page/page-callback.js';
import { pageState } from '../../page/page-state.js';
import { ownProperties } from '../../parameters/parameter-checks.js';
import { ignoreErrors, insertNode } from '../vendor-nodes.js';
import type { Prepared, Setting, Stage } from '../provider.js';
import { queueInit } from './init-queue.js';
import { isDegraded, readFailure, readInitAnswer } from './results.js';

type InitAliyunCaptcha = (options: Record<string, unknown>) => Promise<unknown>;

interface Instance {
  destroyCaptcha(): void;
}

/** One call of `initAliyunCaptcha` with all that belongs to it. It may be made before there is a session. */
export interface Widget extends Prepared {
  readonly box: HTMLElement;
  captchaType(): string;
  busy(): boolean;
  /**
   * Hands the widget to a session: what it learnt before is told now.
   *
   * @param reopen puts a new widget in this one's place
   */
  attach(stage: Stage, reopen: () => void): void;
}

/** An Init record lasts 20 min (docs/vendors/aliyun.md, A-TIME-EXPIRY); a user needs a while to solve the challenge. */
export const freshMs = 1080000;
const recordMs = 1200000;
/** A V3 param is good for 90 s (A-TOKEN-AGE). */
const paramMs = 90000;
/** How long after the promise `getInstance` may come: 0.3 to 1 s were measured (A-READY). */
const readyMs = 1000;
/** The API's code comes with the promise, after `onError` (A-CODE-IN-PROMISE). */
const codeMs = 50;
/** A result may follow the closing of its popup. */
const closeMs = 1000;
/** For the page's own check of a V2 param; without an answer by then it counts as refused. */
const verdictMs = 15000;

/** Left in the body, they make callbacks fire twice after a remount (A-LEFTOVERS). */
const leftovers = '#aliyunCaptcha-mask,#aliyunCaptcha-window-popup,#aliyunCaptcha-common-errorTip';

/** Every key that a page may set: what one init leaves out, an earlier one may have set (A-OPTIONS-PERSIST). */
const pageKeys =
  'slideStyle upLang captchaLogoImg dualStack autoRefresh showErrorTip delayBeforeSuccess UserCertifyId zIndex disableMaskClick server extraInfo userId userUserId';

/** @param replaces whether a widget with an instance went for it: its challenge may still be answered */
export function openWidget(options: AliyunOptions, setting: Setting, parent: Lifetime, replaces?: boolean): Widget {
  const { vendorOptions = {}, prefix, region = 'cn', sceneId } = options;
  const v2 = options.architecture === 'v2' && options;
  const popup = setting.mode === 'popup';
  const life = createLifetime(parent);
  const page = pageState();
  const bornAt = performance.now();
  let round = 0;
  let stage: Stage | undefined;
  let reopen = () => {};
  let madeAhead = false;
  let instance: Instance | undefined;
  let arrived = false;
  let broken = false;
  let failure: Parameters<Stage['failed']> | undefined;
  let answer = readInitAnswer(null);
  let errorCode = '';
  let degradedParam: string | undefined;
  let working = false;

  const sweep = () => document.querySelectorAll(leftovers).forEach((node) => node.remove());
  life.defer(() => {
    if (stage ? !stage.owns() : page.owner) return;
    ignoreErrors(() => instance && instance.destroyCaptcha());
    sweep();
  });
  const box = insertNode('div', setting.element, life);
  // The page's own button is never handed to the vendor (A-TRIGGER-HIDDEN).
  const trigger = insertNode('button', null, life);
  trigger.type = 'button';
  trigger.tabIndex = -1;

  const late = () => !stage || stage.reportIfLate() || life.over;

  const tell = () => {
    if (!stage) return;
    if (failure) {
      // A failure of what was made ahead is no outcome.
      if (madeAhead) reopen();
      else stage.failed(...failure);
    } else if (instance) {
      stage.emit({ type: 'ready' });
      // Also for a popup: scenes without a challenge start by this click only (A-TRACELESS-CLICK), in a task after getInstance (A-LOST-CLICKS).
      if (popup) life.soon(() => trigger.click());
    }
  };

  const fail = (cause?: unknown) => {
    if (broken) return;
    broken = true;
    life.soon(() => {
      const [code, detail] = readFailure(answer.failure, errorCode);
      const made = degradedParam ? { captchaVerifyParam: degradedParam } : {};
      failure = cause ? ['vendor_threw', { cause }, made] : [code, detail, made];
      tell();
    }, codeMs);
  };

  const onError = (error: unknown) => {
    const { code } = ownProperties(error) as { code?: unknown };
    if (typeof code === 'string') errorCode ||= code;
    fail();
  };

  const pass = (captchaVerifyParam: string, expiresInMs: number, bizResult?: { bizResult: boolean } | false) => {
    life.soon(() => {
      if (broken) degradedParam = captchaVerifyParam;
      else if (stage)
        stage.end({ passed: { proof: { vendor: 'aliyun', captchaVerifyParam }, expiresInMs, ...bizResult } });
    });
  };

  /** V3. On a failure it is called too, before `onError`, without anybody having done anything (A-SUCCESS-FIRST). */
  const success = (param: unknown) => {
    if (instance && late()) return;
    const text = typeof param === 'string' ? param : '';
    if (instance && text && !isDegraded(text)) pass(text, paramMs);
    else {
      degradedParam = text;
      // Else it is of the challenge that was replaced: no pass of this one, and no failure either.
      if (!replaces || !text || isDegraded(text)) fail();
    }
  };

  /** V2: passed only when the page's own check said so; its throw or `undefined` would block the flow (A-V2-CALLBACK). */
  const verify = async (param: unknown): Promise<AliyunVerdict> => {
    if (late() || !v2 || typeof param !== 'string' || !param) return { captchaResult: false };
    if (isDegraded(param)) {
      degradedParam = param;
      fail();
      return { captchaResult: false };
    }
    working = true;
    const { captchaResult, bizResult } = await new Promise<Partial<AliyunVerdict>>((resolve) => {
      life.after(verdictMs, () => resolve({}));
      new Promise<unknown>((verdict) => verdict(v2.captchaVerifyCallback(param)))
        .then((verdict) => resolve(ownProperties(verdict) as Partial<AliyunVerdict>))
        .catch((error: unknown) => {
          reportPageError(error);
          resolve({});
        });
    });
    working = false;
    const biz = typeof bizResult === 'boolean' && { bizResult };
    if (captchaResult === true) {
      pass(param, bornAt + recordMs - performance.now(), biz);
      return { captchaResult, ...biz };
    }
    return { captchaResult: false };
  };

  queueInit(life, setting.left(), async () => {
    // Made ahead, it would take the callbacks of the challenge that is up (A-OPTIONS-PERSIST).
    if (!stage && page.owner) {
      broken = true;
      return;
    }
    round = ++page.inits.begun;
    const settings: Record<string, unknown> = {};
    const { keys } = page.inits;
    for (const key of [...pageKeys.split(' '), ...Object.keys(vendorOptions)]) keys.add(key);
    keys.forEach((key) => (settings[key] = undefined));
    Object.assign(settings, {
      rem: 1,
      immediate: true,
      ...vendorOptions,
      SceneId: sceneId,
      EncryptedSceneId: setting.encryptedId,
      prefix,
      region,
      mode: setting.mode,
      element: `#${box.id}`,
      button: `#${trigger.id}`,
      language: setting.language || 'cn',
      // For each of up to four tries, so that they end inside our own time, and so that a busy page can still tell (A-TIMEOUT).
      timeout: Math.max(1000, Math.round(setting.left() * 0.22)),
      // The architecture is chosen by which of these are there (A-ARCH).
      success: v2 ? undefined : success,
      captchaVerifyCallback: v2 ? verify : undefined,
      onBizResultCallback: v2 ? () => {} : undefined,
      getInstance(made: Instance) {
        arrived = true;
        page.inits.readyBy = 0;
        if (life.over || instance) {
          ignoreErrors(() => made.destroyCaptcha());
          // That took the popup with it, which both share: a late first init (A-LATE-FIRST-INIT).
          if (!life.over && stage && !stage.turn.over) reopen();
        } else {
          instance = made;
          tell();
        }
      },
      fail(result: unknown) {
        if (!late() && stage) stage.answered();
        callPage(vendorOptions.fail, result);
      },
      onClose(...closed: unknown[]) {
        if (popup) life.soon(() => !working && stage && stage.end({ dismissed: 'closed' }), closeMs);
        callPage(vendorOptions.onClose, ...closed);
      },
      onError,
      // Ours, or the vendor shows its congestion tip (A-CONGESTION-TIP).
      onFallback: onError,
    });
    try {
      answer = readInitAnswer(await (setting.vendorGlobal as unknown as InitAliyunCaptcha)(settings));
      // Too late: what is built now has lost its box, throws, and leaves its popup.
      if (life.over && !page.owner) sweep();
      if (answer.failure) fail();
      else if (!arrived) page.inits.readyBy = performance.now() + readyMs;
    } catch (cause) {
      fail(cause);
    }
  });

  return {
    box,
    captchaType: () => answer.captchaType,
    busy: () => working,
    usable: () =>
      !life.over && !broken && (!round || round === page.inits.begun) && performance.now() - bornAt < freshMs,
    attach(to, open) {
      stage = to;
      reopen = open;
      madeAhead = to.life !== parent;
      tell();
    },
    end(to) {
      stage ||= to;
      life.end();
    },
  };
}
