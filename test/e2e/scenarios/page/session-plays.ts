import type { CaptchaEvent } from '../../../../src/index.js';
import { PATIENCE, settle, type Run } from './run.js';
import { quiet, stillness } from './quiet.js';
import { close, until } from './user.js';

/** Sessions that meet, end early, or follow one another. */
export const sessions = {
  async three_callers(run: Run) {
    const captcha = run.create();
    const calls = [run.verify(captcha), run.verify(captcha), run.verify(captcha)];
    await run.act(Promise.all(calls));
    run.sees['proofs'] = new Set(run.ended.map((each) => JSON.stringify(each))).size;
  },

  /** A second call after an outcome, when what was late has come if the row has such a thing. */
  async again(run: Run) {
    const captcha = run.create();
    await run.verify(captcha);
    if (run.spec.late) await quiet(run.spec.late);
    await run.act(run.verify(captcha), run.count('shown') + 1);
  },

  /** A second call when nobody waits for the first one's Init any more. */
  async again_later(run: Run) {
    const captcha = run.create();
    await run.verify(captcha);
    const shared = (window as unknown as Record<symbol, unknown>)[Symbol.for('captcha-failover.page')];
    const { inits } = shared as { inits: { until: number } };
    await until(() => inits.until < performance.now());
    await run.act(run.verify(captcha));
  },

  /** The user closes the challenge, and presses the page's button again `how` ms later. */
  async again_after_close(run: Run) {
    const captcha = run.create();
    const first = run.verify(captcha);
    await run.event('shown');
    await close();
    await new Promise((resolve) => setTimeout(resolve, Number(run.spec.how)));
    await run.act(run.verify(captcha), 2);
    await first;
  },

  /** A second call that takes the providers in another order, as the events tell. */
  async again_in_order(run: Run) {
    const captcha = run.create();
    for (let round = 0; round < 2; round += 1) await run.act(run.verify(captcha), run.count('shown') + 1);
    run.sees['order'] = run.ended.map((each) => each && 'proof' in each && each.proof?.vendor);
    run.sees['failures'] = run.count('provider_failed');
  },

  async strict_mode(run: Run) {
    run.create().destroy();
    await run.act(run.verify(run.create()));
  },

  /** `how`: a place that hangs, `shown`, or `in` and an event or a function of the page, inside which it happens. */
  async destroy(run: Run) {
    const [at, inside] = run.spec.how.split(' ') as [string, string | undefined];
    const captcha = run.create({
      onEvent(event) {
        if (event.type === inside) captcha.destroy();
      },
      ...(inside === 'pageToken' && {
        pageToken() {
          captcha.destroy();
          return 'token';
        },
      }),
    });
    if (inside === 'status') captcha.subscribe(() => captcha.destroy());
    const ending = run.verify(captcha);
    if (at === 'shown') await run.event('shown');
    else if (at !== 'in') await run.asked(at as 'entry');
    if (at !== 'in') captcha.destroy();
    await ending;
    await settle();
    run.sees['status'] = captcha.status;
  },

  /**
   * `how`: what goes on, and so many ms after its begin comes the end. The vendor's script is left to what it has begun,
   * which must not find its nodes gone: of its errors the page hears.
   */
  async destroy_soon(run: Run) {
    const [what, ms] = run.spec.how.split(' ') as ['verify' | 'preload', string];
    const errors: string[] = [];
    addEventListener('error', ({ message }) => errors.push(message));
    const captcha = run.create();
    const running = what === 'verify' ? run.verify(captcha) : captcha.preload();
    await new Promise((resolve) => setTimeout(resolve, Number(ms)));
    captcha.destroy();
    await running;
    if (what === 'preload') await run.verify(captcha);
    const left = () => document.querySelectorAll('[id^="captcha-failover-"]').length;
    await until(() => left() === 0, PATIENCE);
    await stillness();
    run.sees['errors'] = errors;
    run.sees['left'] = left();
  },

  /** The second captcha's session begins while the first one's challenge is up. */
  async two_captchas(run: Run) {
    const [older, newer] = [0, run.spec.providers.length - 1].map((n) => run.create({ providers: run.provider(n) }));
    if (!older || !newer) return;
    const first = run.verify(older);
    await run.event('shown');
    const second = run.verify(newer);
    await first;
    older.destroy();
    await run.act(second, 2);
  },

  /** The page has settled on the first provider's site, then the second one is asked. */
  async one_after_the_other(run: Run) {
    for (let n = 0; n < run.spec.providers.length; n += 1)
      await run.act(run.verify(run.create({ providers: run.provider(n) })), run.count('shown') + 1);
  },

  /** A late first Init after a second: a newer session has ended the first one's when its dynamic script comes. */
  async late_first_init(run: Run) {
    const first = run.verify(run.create({ providers: run.provider(0) }));
    await run.asked('secondary');
    const second = run.verify(run.create({ providers: run.provider(1) }));
    await first;
    await run.event('shown');
    await quiet(run.spec.late ?? '');
    await run.act(second);
  },

  async abort(run: Run) {
    const { how } = run.spec;
    const captcha = run.create();
    const leaving = new AbortController();
    if (how === 'before') {
      leaving.abort('my reason');
      await run.verify(captcha, leaving.signal);
      run.sees['attempts'] = run.count('attempt');
      return;
    }
    const call = run.verify(captcha, leaving.signal);
    const other = how === 'one of two' ? run.verify(captcha) : undefined;
    if (how === 'loading') await run.asked('entry');
    else if (how === 'after') await run.act(call);
    else await run.event('shown');
    leaving.abort('my reason');
    await call;
    if (other) await run.act(other);
    await settle();
    run.sees['status'] = captcha.status;
  },

  /** Waits for a late callback after the outcome. */
  async late_callback(run: Run) {
    await run.act(run.verify(run.create()));
    await until(() => run.count('late') > 0, 8000);
    await settle();
    run.sees['late'] = late(window.recorded.events);
  },

  /** Waits for a late script after the outcome, while the engine collects what nobody holds. */
  async late_script(run: Run) {
    await run.act(run.verify(run.create()));
    await until(() => makeGarbage() && run.count('late') > 0, PATIENCE);
    await settle();
    run.sees['late'] = late(window.recorded.events);
  },
};

/** So much that an engine does not wait with its collection. */
const makeGarbage = () =>
  Array.from({ length: 20_000 }, (_, n) => document.createElement(n % 2 ? 'p' : 'b')).length > 0;

const late = (events: readonly CaptchaEvent[]) =>
  Array.from(new Set(events.flatMap((event) => (event.type === 'late' ? [event.what] : []))));
