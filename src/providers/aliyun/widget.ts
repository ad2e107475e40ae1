import type { AliyunOptions, AliyunVerdict } from '../../contract/options.js';
import { createLifetime, type Lifetime } from '../../page/lifetime.js';
import { callPage } from '../../page/page-callback.js';
import { pageState } from '../../page/page-state.js';
import { ownProperties } from '../../parameters/parameter-checks.js';
import { createCallNodes, type CallNodes } from '../call-nodes.js';
import type { Prepared, Setting, Stage } from '../provider.js';
import { ignoreErrors } from '../vendor-nodes.js';
import { removeLeftovers } from './body-nodes.js';
import { initOptions } from './init-options.js';
import { queueInit } from './init-queue.js';
import { phaseAfter, type InitPhase, type InitSign } from './init-phase.js';
import { askPage } from './page-verdict.js';
import { isDegraded, readFailure, readInitAnswer } from './results.js';

type InitAliyunCaptcha = (options: Record<string, unknown>) => Promise<unknown>;

interface Instance {
  destroyCaptcha(): void;
}

/** One call of `initAliyunCaptcha` with all that belongs to it. It may be made before there is a session. */
export interface Widget extends Prepared {
  /** Where the vendor draws; undefined while the init waits for the one before. */
  readonly box: HTMLElement | undefined;
  captchaType(): string;
  /** The page is at work on a V2 param. */
  busy(): boolean;
  /**
   * Hands the widget to a session, which is told what was learnt before.
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

/** The page's own button is never handed to the vendor (A-TRIGGER-HIDDEN). */
function insertTrigger(nodes: CallNodes): HTMLElement {
  const trigger = nodes.insert('button', null);
  trigger.type = 'button';
  trigger.tabIndex = -1;
  return trigger;
}

/** @param replaces whether a widget with an instance went for it: its challenge may still be answered */
export function openWidget(options: AliyunOptions, setting: Setting, parent: Lifetime, replaces?: boolean): Widget {
  const { vendorOptions = {} } = options;
  const check = options.architecture === 'v2' && options.captchaVerifyCallback;
  const popup = setting.mode === 'popup';
  const life = createLifetime(parent);
  const page = pageState();
  let box: HTMLElement | undefined;
  let trigger: HTMLElement | undefined;
  let askedAt = 0;
  let phase: InitPhase = 'queued';
  let answer = readInitAnswer(null);
  let errorCode = '';
  /** The proof of a pass; of a failure, what the degraded script made in its place. */
  let param = '';
  let round = 0;
  let stage: Stage | undefined;
  let reopen = () => {};
  let madeAhead = false;
  let instance: Instance | undefined;
  let isJudging = false;

  life.defer(() => {
    if (stage ? !stage.owns() : page.owner) return;
    ignoreErrors(() => instance && instance.destroyCaptcha());
    removeLeftovers();
  });
  const nodes = createCallNodes(life);

  /** A call that ends when nobody waits for it leaves its popup; but the one there may be another challenge's by now. */
  const removeLate = () => {
    if (life.over && !page.owner) removeLeftovers();
  };

  /** Whether nobody waits for what the vendor says: it was made ahead, or has ended. */
  const isNobodys = () => !stage || stage.reportIfLate() || life.over;

  const announce = () => {
    if (!stage || life.over) return;
    stage.emit({ type: 'ready' });
    // Also for a popup: scenes without a challenge start by this click only (A-TRACELESS-CLICK), in a task after getInstance (A-LOST-CLICKS).
    if (popup) life.soon(() => trigger && trigger.click());
  };

  const tellFailure = (cause: unknown) => {
    if (!stage) return;
    const [code, detail] = readFailure(answer.failure, errorCode);
    const made = param ? { captchaVerifyParam: param } : {};
    // A failure of what was made ahead is no outcome.
    if (madeAhead) reopen();
    else if (cause) stage.failed('vendor_threw', { cause }, made);
    else stage.failed(code, detail, made);
  };

  const hear = (sign: InitSign, cause?: unknown) => {
    const before = phase;
    phase = phaseAfter(phase, sign, replaces);
    if (phase === before || phase === 'asked') return;
    nodes.callEnded();
    if (phase === 'there') announce();
    if (phase === 'failed') life.soon(() => tellFailure(cause), codeMs);
  };

  /** When the vendor's own turn is over: a failure in it takes the pass back. */
  const pass = (captchaVerifyParam: string, expiresInMs: number, biz: { bizResult?: boolean } = {}) => {
    param = captchaVerifyParam;
    life.soon(() => {
      if (stage && phase === 'passed')
        stage.end({ passed: { proof: { vendor: 'aliyun', captchaVerifyParam }, expiresInMs, ...biz } });
    });
  };

  const success = (value: unknown) => {
    if (instance && isNobodys()) return;
    const text = typeof value === 'string' ? value : '';
    hear(text && !isDegraded(text) ? 'param' : 'failure');
    pass(text, paramMs);
  };

  const verify = async (value: unknown): Promise<AliyunVerdict> => {
    const refused = { captchaResult: false };
    if (isNobodys() || !check || typeof value !== 'string' || !value) return refused;
    if (isDegraded(value)) {
      param = value;
      hear('failure');
      return refused;
    }
    isJudging = true;
    const { captchaResult, ...biz } = await askPage(check, value, life);
    isJudging = false;
    if (captchaResult) {
      hear('verified');
      pass(value, askedAt + recordMs - performance.now(), biz);
    }
    return { captchaResult, ...biz };
  };

  const onError = (error: unknown) => {
    const { code } = ownProperties(error) as { code?: unknown };
    if (typeof code === 'string') errorCode ||= code;
    hear('failure');
  };

  const callbacks = {
    // The architecture is chosen by which of these are there (A-ARCH).
    success: check ? undefined : success,
    captchaVerifyCallback: check ? verify : undefined,
    onBizResultCallback: check ? () => {} : undefined,
    getInstance(made: Instance) {
      page.inits.readyBy = 0;
      const isFirst = !instance;
      instance ||= made;
      hear('instance');
      if (isFirst && !life.over) return;
      ignoreErrors(() => made.destroyCaptcha());
      removeLate();
      // That took the popup with it, which both share: a late first init (A-LATE-FIRST-INIT).
      if (!life.over && stage && !stage.turn.over) reopen();
    },
    fail(result: unknown) {
      if (!isNobodys() && stage) stage.answered();
      callPage(vendorOptions.fail, result);
    },
    onClose(...closed: unknown[]) {
      if (popup) life.soon(() => !isJudging && stage && stage.end({ dismissed: 'closed' }), closeMs);
      callPage(vendorOptions.onClose, ...closed);
    },
    onError,
    // Ours, or the vendor shows its congestion tip (A-CONGESTION-TIP).
    onFallback: onError,
  };

  queueInit(life, setting.left(), async () => {
    // Made ahead, it would take the callbacks of the challenge that is up (A-OPTIONS-PERSIST).
    if (!stage && page.owner) {
      hear('failure');
      return;
    }
    round = ++page.inits.begun;
    askedAt = performance.now();
    box = nodes.insert('div', setting.element);
    trigger = insertTrigger(nodes);
    nodes.callBegan();
    hear('asked');
    try {
      const init = setting.vendorGlobal as unknown as InitAliyunCaptcha;
      answer = readInitAnswer(await init({ ...initOptions(options, setting, box, trigger), ...callbacks }));
      removeLate();
      if (answer.failure) hear('failure');
      else if (!instance) page.inits.readyBy = performance.now() + readyMs;
    } catch (cause) {
      hear('failure', cause);
    }
  });

  return {
    get box() {
      return box;
    },
    captchaType: () => answer.captchaType,
    busy: () => isJudging,
    usable: (language) =>
      !life.over &&
      phase !== 'failed' &&
      setting.language === language &&
      (!round || (round === page.inits.begun && performance.now() - askedAt < freshMs)),
    attach(to, open) {
      stage = to;
      reopen = open;
      madeAhead = to.life !== parent;
      if (phase === 'there') announce();
    },
    end(to) {
      stage ||= to;
      life.end();
    },
  };
}
