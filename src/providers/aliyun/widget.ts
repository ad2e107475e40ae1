import { createLifetime, type Lifetime } from '../../lifetime.js';
import type { CaptchaErrorCode } from '../../errors.js';
import type { AliyunOptions, AliyunVerdict } from '../../options.js';
import { callPage, reportPageError } from '../../page-callback.js';
import { pageState } from '../../page-owner.js';
import { append, createBox, letGo } from '../box.js';
import type { Prepared, ProviderFailure, Setting, Stage } from '../provider.js';
import { queueInit } from './init-queue.js';
import { isDegraded, readErrorCode, readFailure, readInitAnswer } from './results.js';

type InitAliyunCaptcha = (options: Record<string, unknown>) => Promise<unknown>;

interface Instance {
  destroyCaptcha?(): void;
}

/** One call of `initAliyunCaptcha` with all that belongs to it. It may be made before there is a session. */
export interface Widget extends Prepared {
  readonly box: HTMLElement;
  readonly captchaType: () => string;
  readonly busy: () => boolean;
  /** Hands the widget to a session: what it reported before is told now. */
  attach(stage: Stage, fail: (code: CaptchaErrorCode, made: ProviderFailure) => void): void;
  end(): void;
}

/** An Init record lasts 20 min (docs/vendors/aliyun.md, A-TIME-EXPIRY); a user needs a while to solve the challenge. */
export const freshMs = 18 * 60000;
const recordMs = 20 * 60000;
/** A V3 param is good for 90 s (A-TOKEN-AGE). */
const paramMs = 90000;
/** The API's code comes with the promise, after `onError` (A-CODE-IN-PROMISE). */
const codeMs = 50;
/** A result may follow the closing of its popup. */
const closeMs = 1000;
/** For the page's own check of a V2 param; without an answer by then it counts as refused. */
const verdictMs = 15000;

/** Left in the body, they make callbacks fire twice after a remount (A-LEFTOVERS). */
const leftovers = '#aliyunCaptcha-mask,#aliyunCaptcha-window-popup,#aliyunCaptcha-common-errorTip';

export function openWidget(options: AliyunOptions, setting: Setting, parent: Lifetime): Widget {
  const { vendorOptions = {}, prefix, region = 'cn' } = options;
  const v2 = options.architecture === 'v2' ? options : undefined;
  const life = createLifetime(parent);
  const page = pageState();
  const bornAt = performance.now();
  let round = 0;
  let stage: Stage | undefined;
  let reportFailure: (code: CaptchaErrorCode, made: ProviderFailure) => void = () => {};
  let instance: Instance | undefined;
  let broken = false;
  let failure: { code: CaptchaErrorCode; made: ProviderFailure } | undefined;
  let answer = { captchaType: '', failure: '' };
  let errorCode = '';
  let degradedParam = '';
  let working = false;

  life.defer(() => {
    if (stage ? !stage.owns() : page.owner) return;
    if (instance) letGo(instance, 'destroyCaptcha');
    document.querySelectorAll(leftovers).forEach((node) => node.remove());
  });
  const box = createBox({ element: setting.element, life });
  // The page's own button is never handed to the vendor. In the document, rendered, out of everybody's way (A-TRIGGER-HIDDEN).
  const trigger = append(null, document.createElement('button'), life);
  trigger.type = 'button';
  trigger.tabIndex = -1;

  const late = () => life.over || !stage || stage.late();

  const tell = () => {
    if (stage && failure) reportFailure(failure.code, failure.made);
    else if (stage && instance) {
      stage.ready();
      // Also for a popup: scenes without a challenge start by this click only (A-TRACELESS-CLICK), in a task after getInstance (A-LOST-CLICKS).
      if (stage.mode === 'popup') life.soon(() => trigger.click());
    }
  };

  const fail = (cause?: unknown) => {
    if (broken) return;
    broken = true;
    life.soon(() => {
      failure = cause ? { code: 'vendor_threw', made: { cause } } : readFailure(answer.failure, errorCode);
      if (degradedParam) failure.made.captchaVerifyParam = degradedParam;
      tell();
    }, codeMs);
  };

  const failed = (error: unknown) => {
    errorCode = errorCode || readErrorCode(error);
    fail();
  };

  const pass = (param: string, expiresInMs: number, bizResult?: boolean) => {
    if (stage) {
      const proof = { vendor: 'aliyun' as const, captchaVerifyParam: param };
      stage.passed({ proof, expiresInMs, ...(bizResult === undefined ? {} : { bizResult }) });
    }
  };

  /** V3. On a failure it is called too, before `onError`, without anybody having done anything (A-SUCCESS-FIRST). */
  const success = (param: unknown) => {
    if (instance && late()) return;
    const text = typeof param === 'string' ? param : '';
    if (!instance || !text || isDegraded(text)) {
      degradedParam = text;
      fail();
    } else {
      life.soon(() => {
        if (broken) degradedParam = text;
        else pass(text, paramMs);
      });
    }
  };

  /** V2: passed only when the page's own check said so; its throw or `undefined` would block the flow (A-V2-CALLBACK). */
  const verify = async (param: unknown): Promise<AliyunVerdict> => {
    const refused = { captchaResult: false };
    if (!v2 || late() || typeof param !== 'string') return refused;
    if (isDegraded(param)) {
      degradedParam = param;
      fail();
      return refused;
    }
    working = true;
    const verdict = await new Promise<Partial<AliyunVerdict> | undefined>((resolve) => {
      life.after(verdictMs, () => resolve(undefined));
      new Promise<AliyunVerdict>((settle) => settle(v2.captchaVerifyCallback(param))).then(
        resolve,
        (error: unknown) => {
          reportPageError(error);
          resolve(undefined);
        },
      );
    });
    working = false;
    if (!verdict || verdict.captchaResult !== true) {
      if (stage) stage.answered();
      return refused;
    }
    const bizResult = typeof verdict.bizResult === 'boolean' ? verdict.bizResult : undefined;
    life.soon(() => pass(param, bornAt + recordMs - performance.now(), bizResult));
    return { captchaResult: true, ...(bizResult === undefined ? {} : { bizResult }) };
  };

  const init = async () => {
    round = ++page.inits.begun;
    try {
      answer = readInitAnswer(await (setting.vendorGlobal as unknown as InitAliyunCaptcha)(allKeys()));
      if (answer.failure) fail();
    } catch (cause) {
      fail(cause);
    }
  };

  /** Every key that we or a page may set: what one init leaves out, an earlier one has set (A-OPTIONS-PERSIST). */
  const allKeys = (): Record<string, unknown> => ({
    slideStyle: undefined,
    upLang: undefined,
    rem: 1,
    captchaLogoImg: undefined,
    dualStack: undefined,
    immediate: undefined,
    autoRefresh: undefined,
    showErrorTip: undefined,
    delayBeforeSuccess: undefined,
    UserCertifyId: undefined,
    zIndex: undefined,
    disableMaskClick: undefined,
    server: undefined,
    extraInfo: undefined,
    userId: undefined,
    userUserId: undefined,
    ...vendorOptions,
    SceneId: options.sceneId,
    EncryptedSceneId: setting.secret,
    prefix,
    region,
    mode: setting.mode,
    element: `#${box.id}`,
    button: `#${trigger.id}`,
    language: setting.language || 'cn',
    // For each of up to four tries, so that they end inside our own time (A-TIMEOUT).
    timeout: Math.max(1000, Math.round(setting.left() / 4)),
    success: v2 ? undefined : success,
    captchaVerifyCallback: v2 && verify,
    onBizResultCallback: v2 && (() => {}),
    getInstance(made: Instance) {
      if (life.over || instance) letGo(made, 'destroyCaptcha');
      else {
        instance = made;
        tell();
      }
    },
    fail(result: unknown) {
      if (!late() && stage) stage.answered();
      callPage(vendorOptions.fail, result);
    },
    onClose(...closed: unknown[]) {
      if (setting.mode === 'popup') {
        life.soon(() => {
          if (stage && !working) stage.closed();
        }, closeMs);
      }
      callPage(vendorOptions.onClose, ...closed);
    },
    onError: failed,
    // Ours, or the vendor shows its congestion tip (A-CONGESTION-TIP).
    onFallback: failed,
  });

  queueInit(life, setting.left(), init);

  return {
    box,
    captchaType: () => answer.captchaType,
    busy: () => working,
    usable: () =>
      !life.over && !broken && (!round || round === page.inits.begun) && performance.now() - bornAt < freshMs,
    attach(to, onFail) {
      stage = to;
      reportFailure = onFail;
      tell();
    },
    end: life.end,
  };
}
