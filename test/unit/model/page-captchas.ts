import {
  aliyun,
  createCaptcha,
  tencent,
  type Captcha,
  type CaptchaOptions,
  type Provider,
} from '../../../src/index.js';
import { later } from '../fakes/later.js';
import type { Caller, Model, ModelCaptcha } from './promises.js';
import type { CaptchaPlan, Occasion, PageAction, PageAnswer } from './steps.js';

/** What the page's own functions throw. */
export const pageError = new Error('of the page');
const deadline = 9000;

interface Slot {
  readonly plan: CaptchaPlan;
  readonly index: number;
  captcha?: Captcha | undefined;
  known?: ModelCaptcha;
  /** Presses without an outcome as yet, the oldest first. */
  pressed: Caller[];
  readonly armed: Map<Occasion, PageAction>;
}

/** The page's captchas, and what it does with them. */
export function pageCaptchas(
  plans: readonly CaptchaPlan[],
  model: Model,
  aliyunScript: { confirm(param: string): void },
) {
  const { must } = model;
  const slots: Slot[] = plans.map((plan, index) => ({ plan, index, pressed: [], armed: new Map() }));
  const signals = new Map<Caller, { controller: AbortController; reason: object }>();

  const occur = ({ armed }: Slot, on: Occasion) => {
    const action = armed.get(on);
    armed.delete(on);
    if (action) act(action);
  };

  /** A function of the page that the library asks. */
  const answer = <T>(how: PageAnswer, give: () => T) => {
    if (how === 'throw') throw pageError;
    return new Promise<T>((resolve, reject) => {
      if (how === 'now') resolve(give());
      else if (how === 'late') later(400, () => resolve(give()));
      else if (how === 'reject') reject(pageError);
    });
  };

  const providersOf = (slot: Slot): Provider[] => {
    const { plan, index } = slot;
    const { verdict } = plan;
    const id = `900${index}`;
    const vendorOption = () => occur(slot, 'vendor_option');
    const secret =
      plan.secret !== 'none' &&
      (() => {
        occur(slot, 'secret');
        return answer(plan.secret as PageAnswer, () => 's1');
      });
    const captchaVerifyCallback = (param: string) => {
      occur(slot, 'verdict');
      if (verdict === 'nothing') return undefined as never;
      return answer(verdict === 'refuse' ? 'now' : verdict, () => {
        if (verdict === 'refuse') return { captchaResult: false };
        aliyunScript.confirm(param);
        return { captchaResult: true };
      });
    };
    const scene = {
      sceneId: id,
      prefix: 'acme',
      vendorOptions: { fail: vendorOption },
      ...(secret && { encryptedSceneId: secret }),
    };
    return plan.providers.map((kind) => {
      if (kind === 'aliyun') return aliyun(scene);
      if (kind === 'aliyun_v2') return aliyun({ ...scene, architecture: 'v2', captchaVerifyCallback });
      return tencent({ appId: id, vendorOptions: { ready: vendorOption }, ...(secret && { aidEncrypted: secret }) });
    });
  };

  const create = (slot: Slot) => {
    const { plan, index } = slot;
    const known = model.createCaptcha({
      id: `900${index}`,
      deadline,
      challengeTimeout: plan.challengeTimeout,
      providers: plan.providers.length,
      preloads: plan.preload !== 'none',
    });
    slot.known = known;
    slot.captcha = undefined;
    slot.pressed = [];
    const options: CaptchaOptions = {
      providers: providersOf(slot),
      mode: plan.mode,
      preload: plan.preload,
      recovery: plan.recovery,
      deadline,
      challengeTimeout: plan.challengeTimeout,
      retry: { limit: plan.retries },
      onEvent(event) {
        model.event(known, event);
        occur(slot, event.type as Occasion);
      },
      onError: () => occur(slot, 'error'),
      ...(plan.mode === 'embed' && { element: `#box${index}` }),
      ...(plan.token !== 'none' && {
        pageToken() {
          occur(slot, 'token');
          return answer(plan.token as PageAnswer, () => 't1');
        },
      }),
      ...(plan.button && {
        button: `#go${index}`,
        onOutcome(outcome) {
          const session = slot.pressed[0]?.session;
          must(!!session, 'an outcome for what was pressed, told once');
          for (const caller of slot.pressed) if (caller.session === session) model.resolved(caller, outcome);
          slot.pressed = slot.pressed.filter((caller) => caller.session !== session);
        },
      }),
    };
    const captcha = createCaptcha(options);
    slot.captcha = captcha;
    captcha.subscribe((status) => {
      model.status(known, status);
      occur(slot, 'status');
    });
  };

  const verify = (captcha: Captcha, known: ModelCaptcha, withSignal: boolean) => {
    const caller = model.join(known);
    const reason = {};
    const controller = new AbortController();
    if (withSignal) signals.set(caller, { controller, reason });
    captcha.verify(withSignal ? { signal: controller.signal } : {}).then(
      (outcome) => model.resolved(caller, outcome),
      (error: unknown) => model.rejected(caller, error === reason),
    );
    model.joined();
  };

  const press = (slot: Slot, known: ModelCaptcha) => {
    const counts = slot.plan.button && !known.destroyed;
    if (counts) slot.pressed.push(model.join(known, true));
    document.getElementById(`go${slot.index}`)?.click();
    if (counts) model.joined();
  };

  const abort = (which: number) => {
    const caller = model.callers.at(-1 - which);
    const signal = caller && signals.get(caller);
    if (!signal || signal.controller.signal.aborted) return;
    model.leave(caller);
    signal.controller.abort(signal.reason);
  };

  const destroy = (captcha: Captcha, known: ModelCaptcha) => {
    known.destroyed = true;
    captcha.destroy();
    known.silent = true;
    must(captcha.status === 'destroyed', 'what is destroyed says so');
  };

  const act = (action: PageAction) => {
    if (action.do === 'throw') throw pageError;
    if (action.do === 'abort') {
      abort(action.caller);
      return;
    }
    const slot = slots[action.captcha % slots.length];
    const { captcha, known } = slot ?? {};
    if (!slot || !captcha || !known) return;
    switch (action.do) {
      case 'create':
        if (known.silent) create(slot);
        break;
      case 'verify':
        verify(captcha, known, action.signal);
        break;
      case 'press':
        press(slot, known);
        break;
      case 'preload':
        known.preloads = true;
        void captcha.preload();
        break;
      case 'destroy':
        destroy(captcha, known);
    }
  };

  return {
    createAll: () => slots.forEach(create),
    destroyAll: () => slots.forEach(({ captcha, known }) => captcha && known && destroy(captcha, known)),
    allDestroyed: () => slots.every(({ known }) => known?.silent),
    act,
    arm: (index: number, on: Occasion, action: PageAction) => slots[index % slots.length]?.armed.set(on, action),
    disarm: () => slots.forEach(({ armed }) => armed.clear()),
  };
}
