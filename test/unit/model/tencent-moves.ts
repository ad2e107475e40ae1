import { callOption, disasterResult, fakeTencent, passResult, type TencentInstance } from '../fakes/tencent.js';
import type { Model, Session } from './promises.js';
import type { Mood, TencentAct } from './steps.js';

/** What Tencent's script does, in any order and number. */
export function tencentMoves(model: Model, stubborn: boolean) {
  const vendor = fakeTencent();
  const madeIn = new Map<TencentInstance, Session | null>();
  let mood: Mood = 'healthy';
  let shownLast: TencentInstance | undefined;
  let tickets = 0;

  /** One challenge lives: a destroyed one, or one before the last, opens in no script that is in order. */
  const open = (instance: TencentInstance) => {
    const inOrder = !instance.destroys && shownLast === instance;
    if (!instance.shows || !(inOrder || stubborn)) return;
    // Over the challenge of another: that one cannot tell.
    if (!inOrder) model.draw();
    instance.open();
  };

  vendor.onCreate = (instance) => {
    const session = model.runningOf(instance.appId);
    model.must(!!session, 'no Tencent challenge without a session');
    madeIn.set(instance, session);
    if (session) session.instance = instance;
    const { show, destroy } = instance;
    instance.show = () => {
      shownLast = instance;
      show();
    };
    instance.destroy = () => {
      const on = model.challenging();
      model.must(
        !on || on.instance === instance || !madeIn.has(on.instance as TencentInstance),
        'the challenge of another session is left alone',
      );
      destroy();
    };
    if (mood === 'throws') throw new Error('vendor');
  };
  vendor.onShow = (instance) => {
    if (mood === 'healthy') open(instance);
  };

  const draw = (instance: TencentInstance) => {
    const { options } = instance;
    const { ready, showFn } = options;
    Object.assign(options, { ready: undefined, showFn: undefined });
    model.draw();
    open(instance);
    Object.assign(options, { ready, showFn });
  };

  const act = (instance: TencentInstance, what: TencentAct) => {
    const { options } = instance;
    const session = madeIn.get(instance) ?? null;
    const current = session && !session.over && session.instance === instance ? session : null;
    switch (what) {
      case 'open':
        open(instance);
        break;
      case 'draw':
        // Of a session that is over nobody could know.
        if (current) draw(instance);
        break;
      case 'ready':
        callOption(options['ready'], {});
        break;
      case 'show_fn':
        callOption(options['showFn'], {});
        break;
      case 'pass': {
        const ticket = `tr03${String(++tickets).padStart(139, 'a')}*`;
        model.reportPass(ticket, instance.appId, session);
        if (current) model.judge(current, ticket);
        instance.answer({ ...passResult, ticket });
        break;
      }
      case 'close':
      case 'close_empty':
        if (current) model.judge(current, null);
        instance.answer(what === 'close' ? { ret: 2 } : { ret: 0, ticket: '' });
        break;
      case 'disaster':
        instance.answer(disasterResult(1006));
        break;
      case 'trerror':
        instance.answer({ ret: 0, ticket: 'terror_1001_9000_1795264000', randstr: '@a' });
        break;
      case 'garbage':
        instance.answer({ ret: 0, ticket: 7 });
    }
  };

  return {
    install: () => vendor.install(),
    setMood(next: Mood) {
      mood = next;
    },
    act(which: number, what: TencentAct) {
      const instance = vendor.instances.at(-1 - which);
      if (instance) act(instance, what);
    },
    /** Only in its own turn. */
    checkScreen() {
      const isTurn = model.sessions.some(
        ({ over, instance, isUnclear }) => !over && (isUnclear || madeIn.has(instance as TencentInstance)),
      );
      model.must(isTurn || !document.getElementById('tcaptcha_transform_dy'), 'no Tencent challenge without a session');
    },
    everythingLate() {
      for (const instance of vendor.instances) for (const what of ['ready', 'pass'] as const) act(instance, what);
    },
  };
}
