import type { CaptchaEvent, Outcome } from '../../src/index.js';

/** What a scenario's page keeps in `window.recorded`. */
export interface Recorded {
  outcomes: Outcome[];
  events: CaptchaEvent[];
  /** Unhandled rejections and uncaught errors that come from the library. */
  faults: string[];
  /** What the library writes to the console. */
  console: string[];
  /** Timers and listeners of the library that are still there, each with where it was made. */
  timers: Map<number, string>;
  listeners: Map<string, string>;
  /**
   * After `destroy()`, under a vendor's call in flight, our nodes may stay out of sight until the call has ended or its
   * time is up. This lets that time be up: what timers of the library would do later is done now.
   */
  endTimeOfCalls(): void;
}

declare global {
  interface Window {
    recorded: Recorded;
  }
}

/**
 * Runs in the page before anything else: counts the timers and listeners that the library makes and takes away (told
 * by the `/dist/` in the stack) and keeps what goes wrong in it. Must stand on its own, for it is sent as text.
 */
export function record(): void {
  const recorded: Recorded = {
    outcomes: [],
    events: [],
    faults: [],
    console: [],
    timers: new Map(),
    listeners: new Map(),
    endTimeOfCalls() {
      const left = Array.from(document.querySelectorAll<HTMLElement>('[id^="captcha-failover-"]'));
      const isOutOfSight = (node: HTMLElement) =>
        node.parentElement === document.body &&
        node.getAttribute('aria-hidden') === 'true' &&
        node.getBoundingClientRect().right < 0;
      if (left.length && left.every(isOutOfSight)) for (const act of Array.from(due.values())) act();
    },
  };
  /** What the library's timers do that are still to come. */
  const due = new Map<number, () => void>();
  window.recorded = recorded;
  /** The frame that called the patched function, when it is the library's. */
  const madeByLibrary = () => {
    // Chromium's begins with the error itself, the others' with the first frame.
    const lines = (new Error().stack ?? '').split('\n');
    const caller = lines[lines[0] === 'Error' ? 3 : 2] ?? '';
    return caller.includes('/dist/') ? caller.trim() : undefined;
  };

  for (const [set, clear] of [
    ['setTimeout', 'clearTimeout'],
    ['setInterval', 'clearInterval'],
  ] as const) {
    const nativeSet = window[set].bind(window) as (act: () => void, ms?: number) => number;
    const nativeClear = window[clear].bind(window);
    Object.assign(window, {
      [set](act: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) {
        const made = madeByLibrary();
        const run = () => {
          if (set === 'setTimeout') window.clearTimeout(id);
          act(...given);
        };
        const id = nativeSet(run, ms);
        if (made) recorded.timers.set(id, `${set} ${made}`);
        if (made && set === 'setTimeout') due.set(id, run);
        return id;
      },
      [clear](id: number) {
        recorded.timers.delete(id);
        due.delete(id);
        nativeClear(id);
      },
    });
  }

  const ids = new WeakMap<object, number>();
  let lastId = 0;
  const idOf = (value: object) => {
    if (!ids.has(value)) ids.set(value, ++lastId);
    return ids.get(value) ?? 0;
  };
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  // Called without a receiver, as `addEventListener('load', …)`, these mean the window.
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, act, options) {
    const target = this ?? window;
    const made = madeByLibrary();
    // Listeners on our own script tags go with the tags, when their requests are answered.
    if (made && act && !(target instanceof HTMLScriptElement))
      recorded.listeners.set(`${idOf(target)} ${type} ${idOf(act)}`, `${type} ${made}`);
    addEventListener.call(target, type, act, options);
    // Such a listener goes when it is called.
    if (made && act && typeof options === 'object' && options.once)
      addEventListener.call(
        target,
        type,
        () => recorded.listeners.delete(`${idOf(target)} ${type} ${idOf(act)}`),
        options,
      );
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, act, options) {
    const target = this ?? window;
    if (act) recorded.listeners.delete(`${idOf(target)} ${type} ${idOf(act)}`);
    removeEventListener.call(target, type, act, options);
  };

  const keep = (what: string, reason: unknown) => {
    const stack = reason instanceof Error ? `${reason.message} ${reason.stack ?? ''}` : String(reason);
    // What a function of the page throws passes through the library, as it should.
    if (stack.includes('/dist/') && !stack.includes('bug of the page')) recorded.faults.push(`${what}: ${stack}`);
  };
  for (const level of ['error', 'warn', 'info', 'log', 'debug'] as const) {
    const write = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      if (madeByLibrary()) recorded.console.push(`${level}: ${values.map(String).join(' ')}`);
      write(...values);
    };
  }
  addEventListener.call(window, 'unhandledrejection', (event) =>
    keep('unhandled rejection', (event as PromiseRejectionEvent).reason),
  );
  addEventListener.call(window, 'error', (event) => keep('uncaught error', (event as ErrorEvent).error));
}
