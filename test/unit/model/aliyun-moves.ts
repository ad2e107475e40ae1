import { fakeAliyun, fakeInstance, v2FailoverParam, v3DegradedParam, type AliyunInit } from '../fakes/aliyun.js';
import { setSize } from '../fakes/layout.js';
import type { Model, Session } from './promises.js';
import type { AliyunAct, Mood } from './steps.js';

type Begin = (options: Record<string, unknown>) => Promise<unknown>;

interface Known {
  /** Null: made ahead, and of no session yet. */
  session: Session | null;
  ready: boolean;
  broken: boolean;
  /** Reported passed in this very task. */
  param: string;
  /** Nothing but a pass came of it by now. */
  sound: boolean;
}

/** What Aliyun's script does, in any order and number. */
export function aliyunMoves(model: Model) {
  const vendor = fakeAliyun();
  const known = new Map<AliyunInit, Known>();
  const params = new Map<string, AliyunInit>();
  let mood: Mood = 'healthy';
  let tickets = 0;

  const sceneOf = ({ options }: AliyunInit) => options['SceneId'];
  const of = (init: AliyunInit) => known.get(init) as Known;

  const ready = (init: AliyunInit, instance = init.instance) => {
    const state = of(init);
    // A second instance takes the place of the first.
    if (state.ready) state.sound = false;
    state.ready = true;
    init.ready(instance);
  };
  const spoil = (init: AliyunInit) => {
    const state = of(init);
    state.broken = true;
    state.sound = false;
    model.takeBack(state.param);
  };
  const closed = (init: AliyunInit) => {
    if (init.options['mode'] === 'embed') return;
    const session = of(init).session ?? model.runningOf(sceneOf(init));
    if (session && !session.over && (session.instance ?? init) === init) model.close(session);
  };
  const draw = ({ element, options }: AliyunInit) => {
    if (options['mode'] !== 'embed') return;
    const node = document.createElement('div');
    node.id = 'aliyunCaptcha-window-embed';
    element?.append(setSize(node, 360, 300));
  };

  vendor.onInit = (init) => {
    if (mood !== 'healthy') return;
    ready(init);
    init.resolve({ CaptchaType: 'PUZZLE' });
    draw(init);
  };
  vendor.onTrigger = (init) => {
    const state = of(init);
    state.session ??= model.runningOf(sceneOf(init));
    if (state.session) state.session.instance = init;
    if (mood === 'healthy') init.openPopup();
  };

  const install = () => {
    vendor.install();
    const page = window as unknown as { initAliyunCaptcha: Begin };
    const begin = page.initAliyunCaptcha;
    page.initAliyunCaptcha = (options) => {
      const answer = begin(options);
      const { last } = vendor;
      const session = model.runningOf(sceneOf(last));
      known.set(last, { session, ready: false, broken: false, param: '', sound: mood === 'healthy' });
      if (session) session.instance = last;
      if (mood !== 'throws') return answer;
      // Nobody gets this one.
      answer.catch(() => {});
      throw new Error('vendor');
    };
  };

  const succeed = (init: AliyunInit, degraded: boolean) => {
    const state = of(init);
    const v2 = typeof init.options['captchaVerifyCallback'] === 'function';
    const real = { certifyId: `c${++tickets}`, sceneId: 's1', isSign: true, securityToken: 's1' };
    let param = v2 ? JSON.stringify({ ...real, data: 'x' }) : btoa(JSON.stringify(real));
    if (degraded) param = v2 ? v2FailoverParam : v3DegradedParam;
    if (degraded || !state.ready) state.sound = false;
    params.set(param, init);
    if (v2) {
      if (state.session) model.pageJudges(state.session);
      const answer = init.call('captchaVerifyCallback', param) as Promise<unknown>;
      answer.catch(() => model.must(false, 'the vendor gets a verdict'));
      return;
    }
    if (!degraded && state.ready && !state.broken) {
      state.param = param;
      model.reportPass(param, sceneOf(init), state.session);
    }
    init.call('success', param);
  };

  const act = (init: AliyunInit, what: AliyunAct) => {
    switch (what) {
      case 'ready':
        ready(init);
        draw(init);
        break;
      case 'ready_again':
        of(init).sound = false;
        ready(init, fakeInstance());
        break;
      case 'resolve':
        init.resolve({ CaptchaType: 'PUZZLE' });
        break;
      case 'resolve_refused':
        of(init).sound = false;
        init.resolve({ Code: 'IllegalScene', Success: false });
        break;
      case 'reject':
        of(init).sound = false;
        init.reject(new Error('vendor'));
        break;
      case 'success':
      case 'degraded':
        succeed(init, what === 'degraded');
        break;
      case 'failure':
        spoil(init);
        init.fail('Fail');
        break;
      case 'success_and_error':
        succeed(init, false);
        act(init, 'on_error');
        break;
      case 'on_error':
      case 'on_fallback':
        spoil(init);
        init.call(what === 'on_error' ? 'onError' : 'onFallback', { code: 'INIT_FAIL' });
        break;
      case 'fail':
        init.call('fail', { success: true, verifyResult: false });
        break;
      case 'popup':
        if (init.clicks && !init.instance.destroys) init.openPopup();
        break;
      case 'close_popup':
        if (!init.clicks) break;
        closed(init);
        init.closePopup();
        break;
      case 'on_close':
        closed(init);
        init.call('onClose');
    }
  };

  return {
    install,
    setMood(next: Mood) {
      mood = next;
    },
    act(which: number, what: AliyunAct) {
      const init = vendor.inits.at(-1 - which);
      if (init) act(init, what);
    },
    /** What is reported from now on is of another task. */
    newTask() {
      for (const [init, state] of known) {
        const { session, sound, param } = state;
        if (param && sound && session && !session.over && session.instance === init) model.judge(session, param);
        state.param = '';
      }
    },
    /** The page's check of a V2 param says yes. */
    confirm(param: string) {
      const init = params.get(param);
      if (init) model.reportPass(param, sceneOf(init), of(init).session);
    },
    /** Only in its own turn. */
    checkScreen() {
      const isTurn = model.sessions.some(
        ({ over, instance, isUnclear }) => !over && (isUnclear || known.has(instance as AliyunInit)),
      );
      model.must(
        isTurn || !document.getElementById('aliyunCaptcha-window-popup'),
        'no Aliyun challenge without a session',
      );
    },
    everythingLate() {
      for (const init of vendor.inits)
        for (const what of ['ready', 'success', 'resolve', 'on_error'] as const) act(init, what);
    },
  };
}
