import { development } from '../../contract/development.js';
import type { AliyunOptions, AliyunVerdict } from '../../contract/options.js';
import { recordViolations } from '../../loading/csp-violations.js';
import { createLifetime, type Lifetime } from '../../page/lifetime.js';
import { callPage } from '../../page/page-callback.js';
import { pageState } from '../../page/page-state.js';
import { ownProperties } from '../../parameters/parameter-checks.js';
import { createCallNodes, type CallNodes } from '../call-nodes.js';
import type { Setting, Stage } from '../provider.js';
import { ignoreErrors } from '../vendor-nodes.js';
import { findLeftovers, removeLeftovers } from './body-nodes.js';
import { initOptions } from './init-options.js';
import { queueInit } from './init-queue.js';
import { phaseAfter, type InitPhase, type InitSign } from './init-phase.js';
import { askPage } from './page-verdict.js';
import { isDegraded, readFailure, readInitAnswer } from './results.js';
import { watchPageInits } from './watch-page-inits.js';

type InitAliyunCaptcha = (options: Record<string, unknown>) => Promise<unknown>;

interface Instance {
  destroyCaptcha(): void;
}

/** One call of `initAliyunCaptcha` with all that belongs to it. It may be made before there is a session. */
export interface Widget {
  /** Where the vendor draws; undefined while the init waits for the one before. */
  readonly box: HTMLElement | undefined;
  captchaType(): string;
  /** The page is at work on a V2 param. */
  busy(): boolean;
  /** Still good for a challenge. */
  usable(): boolean;
  /** Hands it to a session, which is told what was learnt before. */
  attach(session: WidgetSession): void;
  /** @param stage of the session that takes its place, and whose the vendor's page-wide state is */
  end(stage?: Stage): void;
}

export interface WidgetSession {
  readonly stage: Stage;
  /** Its functions are called, though another captcha may have had the widget made. */
  readonly options: AliyunOptions;
  /** Puts a new widget in this one's place. */
  reopen(): void;
  /** The user has closed it. */
  closed(): void;
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

/** Not where the page has replaced its body, nor under a dialog that has made everything else inert. */
const isThere = (node: Element) => node.isConnected && !node.closest('[inert]');

/** The page's own button is never handed to the vendor (A-TRIGGER-HIDDEN). */
function insertTrigger(nodes: CallNodes): HTMLElement {
  const trigger = nodes.insert('button', null);
  trigger.type = 'button';
  trigger.tabIndex = -1;
  return trigger;
}

/**
 * @param parent of the session; absent for one that is made ahead
 * @param replaces whether a widget with an instance went for it: its challenge may still be answered
 */
export function openWidget(options: AliyunOptions, setting: Setting, parent?: Lifetime, replaces?: boolean): Widget {
  const v2 = options.architecture === 'v2';
  const popup = setting.mode === 'popup';
  const life = createLifetime(parent);
  // One that is made ahead may be refused before there is a session to hear of it.
  recordViolations(life);
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
  let session: WidgetSession | undefined;
  let successor: Stage | undefined;
  let instance: Instance | undefined;
  /** Our nodes, and what the vendor had built when its instance came. */
  const parts: Element[] = [];
  let isJudging = false;

  life.defer(() => {
    const stage = session ? session.stage : successor;
    if (stage ? !stage.owns() : page.owner) return;
    ignoreErrors(() => instance && instance.destroyCaptcha());
    removeLeftovers();
  });
  const nodes = createCallNodes(life);

  /** A call that ends when nobody waits for it leaves its popup; but the one there may be another challenge's by now. */
  const removeLate = () => {
    if (life.over && !page.owner) removeLeftovers();
  };

  const pageOptions = () => (session ? session.options : options).vendorOptions || {};

  /** Whether nobody waits for what the vendor says: it was made ahead, or has ended. */
  const isNobodys = () => !session || session.stage.reportIfLate() || life.over;

  const tellAnswer = () => {
    if (session && answer.captchaType) session.stage.alive(answer.captchaType === 'TRACELESS');
  };

  const announce = () => {
    if (!session || life.over) return;
    session.stage.emit({ type: 'ready' });
    // Also for a popup: scenes without a challenge start by this click only (A-TRACELESS-CLICK), in a task after getInstance (A-LOST-CLICKS).
    if (popup) life.soon(() => trigger && trigger.click());
  };

  const tellFailure = (cause: unknown) => {
    if (!session) return;
    const { stage, reopen } = session;
    const [code, detail] = readFailure(answer.failure, errorCode);
    const made = param ? { captchaVerifyParam: param } : {};
    // A failure of what was made ahead is no outcome.
    if (!parent) reopen();
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
      if (session && phase === 'passed')
        session.stage.end({ passed: { proof: { vendor: 'aliyun', captchaVerifyParam }, expiresInMs, ...biz } });
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
    if (isNobodys() || typeof value !== 'string' || !value) return refused;
    if (isDegraded(value)) {
      param = value;
      hear('failure');
      return refused;
    }
    isJudging = true;
    const { captchaResult, ...biz } = await askPage((session as WidgetSession).options, value, life);
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
    success: v2 ? undefined : success,
    captchaVerifyCallback: v2 ? verify : undefined,
    onBizResultCallback: v2 ? () => {} : undefined,
    getInstance(made: Instance) {
      page.inits.readyBy = 0;
      const isFirst = !instance;
      instance ||= made;
      hear('instance');
      if (isFirst) parts.push(...findLeftovers());
      if (isFirst && !life.over) return;
      ignoreErrors(() => made.destroyCaptcha());
      removeLate();
      // That took the popup with it, which both share: a late first init (A-LATE-FIRST-INIT).
      if (!life.over && session && !session.stage.turn.over) session.reopen();
    },
    fail(result: unknown) {
      if (!isNobodys() && session) session.stage.answered();
      callPage(pageOptions().fail, result);
    },
    onClose(...closed: unknown[]) {
      if (popup && !life.over) {
        life.soon(() => !isJudging && session && session.stage.end({ dismissed: 'closed' }), closeMs);
        if (session && phase === 'there' && !isJudging) session.closed();
      }
      callPage(pageOptions().onClose, ...closed);
    },
    onError,
    // Ours, or the vendor shows its congestion tip (A-CONGESTION-TIP).
    onFallback: onError,
  };

  queueInit(life, setting.left(), async () => {
    // Made ahead, it would take the callbacks of the challenge that is up (A-OPTIONS-PERSIST).
    if (!session && page.owner) {
      hear('failure');
      return;
    }
    if (development) watchPageInits(setting.vendorGlobal);
    round = ++page.inits.begun;
    askedAt = performance.now();
    box = nodes.insert('div', setting.element);
    trigger = insertTrigger(nodes);
    parts.push(box, trigger);
    nodes.callBegan();
    hear('asked');
    try {
      const init = setting.vendorGlobal as unknown as InitAliyunCaptcha;
      answer = readInitAnswer(await init({ ...initOptions(options, setting, box, trigger), ...callbacks }));
      removeLate();
      tellAnswer();
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
    busy: () => isJudging || phase === 'passed',
    usable: () =>
      !life.over &&
      phase !== 'failed' &&
      parts.every(isThere) &&
      (phase === 'queued' || (round === page.inits.begun && performance.now() - askedAt < freshMs)),
    attach(to) {
      session = to;
      tellAnswer();
      if (phase === 'there') announce();
    },
    end(to) {
      successor = to;
      life.end();
    },
  };
}
