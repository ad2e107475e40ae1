import { createCaptcha } from '../../../../src/index.js';
import type { Run } from './run.js';
import { settle } from './run.js';
import { until } from './user.js';

const fail = () => {
  throw new Error('bug of the page');
};

const findBody = (): HTMLElement | null => document.body;

/** Replaces what a property of the browser's says. */
const pretend = (target: object, name: string, value: () => unknown) =>
  Object.defineProperty(target, name, { configurable: true, get: value });

/** What pages do around the library, and what the device does to them. */
export const page = {
  /** Without `onError`, faults of the page are written to the console, once each. */
  async console(run: Run) {
    const { spec, ended } = run;
    const captcha = createCaptcha({
      preload: 'none',
      providers: run.provider(0),
      deadline: spec.options.deadline ?? 3000,
      retry: spec.options.retry ?? {},
      onEvent: (event) => void window.recorded.events.push(JSON.parse(JSON.stringify(event)) as typeof event),
    });
    run.times.began = performance.now();
    for (let round = 0; round < 2; round += 1) ended.push(JSON.parse(JSON.stringify(await captcha.verify())) as never);
    run.times.last = performance.now();
    captcha.destroy();
    run.sees['console'] = window.recorded.console.splice(0).map((line) => line.split(':', 1)[0]);
  },

  async callbacks_throw(run: Run) {
    const bugs = new Set<string>();
    const hear = (event: ErrorEvent) => {
      bugs.add(event.message.replace(/^.*?(?=bug)/, ''));
      event.preventDefault();
    };
    addEventListener('error', hear);
    const captcha = run.create({ onEvent: fail, onError: fail, pageToken: fail });
    captcha.subscribe(fail);
    await run.act(run.verify(captcha));
    await settle();
    run.sees['bugs'] = [...bugs];
  },

  /** The library runs in the head, and a script of the page's there keeps the body away. */
  async before_body(run: Run) {
    const errors: string[] = [];
    addEventListener('error', ({ message }) => errors.push(message));
    run.sees['body'] = !!findBody();
    const captcha = run.create();
    if (run.spec.how === 'preload') await captcha.preload();
    await run.act(run.verify(captcha));
    run.sees['errors'] = errors;
  },

  async page_token(run: Run) {
    const tokens: Record<string, () => Promise<string>> = {
      hangs: () => new Promise<string>(() => {}),
      rejects: () => Promise.reject(new Error('bug of the page')),
      comes: () => Promise.resolve('page-token-1'),
    };
    const hear = (event: Event) => event.preventDefault();
    addEventListener('error', hear);
    await run.act(run.verify(run.create({ pageToken: tokens[run.spec.how] ?? fail })));
    const [ending] = run.ended;
    run.sees['token'] = ending && 'proof' in ending ? (ending.proof?.pageToken ?? 'none') : '';
    await settle();
    removeEventListener('error', hear);
  },

  async frozen(run: Run) {
    const { vendor } = run.provider(0);
    const vendorOptions = vendor === 'tencent' ? { bizState: Object.freeze({ cart: 1 }) } : { zIndex: 7 };
    const provider = run.provider(0, { vendorOptions: Object.freeze(vendorOptions) });
    const options = Object.freeze({
      providers: Object.freeze([Object.freeze(provider)]),
      language: Object.freeze(['en']),
      retry: Object.freeze({ limit: 1 }),
    });
    await run.act(run.verify(Object.freeze(run.create(options))));
    run.sees['keys'] = Object.keys(vendorOptions);
  },

  /** `navigator.onLine` and its events by the page's own hand: a browser's switch is not in every driver. */
  async offline(run: Run) {
    let isOnline = false;
    pretend(navigator, 'onLine', () => isOnline);
    const ending = run.verify(run.create());
    await run.event('attempt_failed');
    const [failed] = window.recorded.events.filter(({ type }) => type === 'attempt_failed');
    run.sees['first'] = failed && 'error' in failed ? failed.error.code : '';
    if (run.spec.how === 'online again') {
      isOnline = true;
      dispatchEvent(new Event('online'));
    }
    await run.act(ending);
  },

  /** The tab is hidden while the script is on its way, for longer than the deadline. */
  async hidden_tab(run: Run) {
    let isHidden = true;
    pretend(document, 'hidden', () => isHidden);
    pretend(document, 'visibilityState', () => (isHidden ? 'hidden' : 'visible'));
    const ending = run.verify(run.create());
    await new Promise((resolve) => setTimeout(resolve, (run.spec.options.deadline ?? 0) + 700));
    await run.event('shown');
    run.sees['ended while hidden'] = run.ended.filter(Boolean).length;
    isHidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await run.act(ending);
  },

  /** The wall clock jumps, an hour on and two back, while a session runs. */
  async clock_jumps(run: Run) {
    const now = Date.now.bind(Date);
    let shift = 0;
    Date.now = () => now() + shift;
    const ending = run.verify(run.create());
    const { events } = window.recorded;
    for (const hours of [1, -2, 0]) {
      const told = events.length;
      await until(() => events.length > told);
      shift = hours * 3_600_000;
    }
    await run.act(ending);
    Date.now = now;
  },

  /** The main thread is blocked for 2 s while the script's answer comes, for longer than an attempt may take. */
  async blocked_main_thread(run: Run) {
    const ending = run.verify(run.create());
    await run.asked('entry');
    for (const end = performance.now() + 2000; performance.now() < end;);
    await run.act(ending);
  },
};
