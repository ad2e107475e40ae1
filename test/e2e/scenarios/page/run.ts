import type { Place } from 'captcha-failover-simulator/cases';
import * as library from '../../../../src/index.js';
import type { AliyunOptions, Captcha, CaptchaEvent, CaptchaOptions, Outcome, Provider } from '../../../../src/index.js';
import type { PlainProvider } from '../row.js';
import { quiet } from './quiet.js';
import type { Ended, Result, Spec } from './spec.js';
import { close, findAll, isVisible, solve, until, visibleVendorNodes } from './user.js';
import { vendorNodes } from '../../vendor-nodes.js';

/** Longer than any deadline of the rows, in ms. */
export const PATIENCE = 30_000;

/** One row in this page: what its play does, and what comes of it. */
export interface Run {
  readonly spec: Spec;
  readonly sees: Record<string, unknown>;
  readonly ended: (Ended | null)[];
  /** Of the sessions, where the play tells them itself. */
  readonly times: { began: number; first: number; last: number };
  provider(n: number, more?: object): Provider;
  create(more?: Partial<CaptchaOptions>): Captcha;
  /** Calls `verify()` and keeps how it ends. */
  verify(captcha: Captcha, signal?: AbortSignal): Promise<Ended>;
  /** The user's part, from the time when the challenge is on screen. */
  act(ending: Promise<unknown>, shown?: number): Promise<void>;
  /** Until there were so many events of a type. */
  event(type: CaptchaEvent['type'], count?: number): Promise<unknown>;
  count(type: CaptchaEvent['type']): number;
  /** Until a provider's simulator was asked for something of that place. */
  asked(place: Place, provider?: number, count?: number): Promise<unknown>;
  finish(): Promise<Result>;
}

export function createRun(spec: Spec): Run {
  const { recorded } = window;
  const captchas: Captcha[] = [];
  const sees: Record<string, unknown> = {};
  const ended: (Ended | null)[] = [];
  const times = { began: NaN, first: NaN, last: NaN };
  let errors = 0;
  const busy = watchMainThread();

  const run: Run = {
    spec,
    sees,
    ended,
    times,
    provider: (n, more) => makeProvider({ ...(spec.providers[n] as PlainProvider), ...more }),

    create(more = {}) {
      const { element, ...options } = spec.options;
      const captcha = library.createCaptcha({
        preload: 'none',
        ...options,
        ...(element && { element }),
        ...(!('providers' in more) && { providers: spec.providers.map((_, n) => run.provider(n)) }),
        ...more,
        onError(error) {
          errors += 1;
          more.onError?.(error);
        },
        onEvent(event) {
          recorded.events.push(plain(event) as CaptchaEvent);
          more.onEvent?.(event);
        },
      } as CaptchaOptions);
      captchas.push(captcha);
      return captcha;
    },

    async verify(captcha, signal) {
      const index = ended.push(null) - 1;
      if (Number.isNaN(times.began)) times.began = performance.now();
      const ending = await captcha.verify(signal ? { signal } : undefined).then(
        (outcome): Ended => plain(outcome) as Outcome,
        (reason: unknown): Ended => ({ status: 'rejected', reason: String(reason) }),
      );
      times.last = performance.now();
      ended[index] = ending;
      return ending;
    },

    async act(ending, shown = spec.shown) {
      const { user } = spec;
      const session = { isOver: false };
      void ending.then(() => (session.isOver = true));
      await until(() => session.isOver || run.count('shown') >= Math.max(1, shown), PATIENCE);
      if (!session.isOver && user) await acts[user](() => session.isOver);
      await until(() => session.isOver, PATIENCE);
    },

    event: (type, count = 1) => until(() => run.count(type) >= count, PATIENCE),
    count: (type) => recorded.events.filter((event) => event.type === type).length,

    async asked(place, provider = 0, count = 1) {
      const url = `/row-log?run=${spec.runs[provider] ?? ''}&place=${place}`;
      for (let seen = 0; seen < count;) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        seen = Number(await (await fetch(url)).text());
      }
    },

    async finish() {
      const first = recorded.events.find(({ type }) => type === 'shown' || type === 'outcome')?.at ?? times.last;
      if (spec.late) await quiet(spec.late);
      const appeared = spec.late ? visibleVendorNodes().map(inWords) : [];
      captchas.forEach((captcha) => captcha.destroy());
      await settle();
      recorded.endTimeOfCalls();
      const addresses = spec.providers.flatMap(({ scriptUrl }) => scriptUrl ?? []);
      const entries = Array.from(document.querySelectorAll<HTMLScriptElement>('script:not([data-own])')).filter(
        ({ src }) => addresses.some((url) => src.startsWith(url)),
      );
      return {
        ended,
        events: recorded.events,
        errors,
        firstMs: (times.first || first) - times.began,
        wholeMs: times.last - times.began,
        busyMs: busy(),
        appeared,
        entryTags: entries.length,
        left: [
          ...recorded.timers.values(),
          ...recorded.listeners.values(),
          ...findAll(`[id^="captcha-failover"], ${vendorNodes}`).map(inWords),
        ],
        faults: recorded.faults,
        console: recorded.console,
        sees,
      };
    },
  };
  return run;
}

const acts = {
  waits: () => Promise.resolve(),
  closes: close,
  solves: solve,
  async gives_up() {
    await solve();
    await until(hasFailed, PATIENCE);
    await close();
  },
  async persists(isOver: () => boolean) {
    while (!isOver()) {
      await solve();
      await until(() => isOver() || hasFailed() || fresh(), PATIENCE);
    }
  },
  async removes() {
    await until(() => visibleVendorNodes().length > 0);
    const { box } = window.scenario;
    if (box) box.remove();
    else findAll(vendorNodes).forEach((node) => node.remove());
  },
} satisfies Record<NonNullable<Spec['user']>, (isOver: () => boolean) => Promise<void>>;

const hasFailed = () => findAll('[data-state="captcha_fail"]').length > 0;
/** A challenge that was put there anew. */
const fresh = () =>
  findAll('[role="slider"][aria-valuenow="0"]:not([aria-disabled])').some(
    (node) => isVisible(node) && node.dataset['solution'] !== '0',
  );

/** Five rounds of the tasks that are due by now, each of which may bring another. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setTimeout(resolve));
}

export const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));

function makeProvider(given: PlainProvider): Provider {
  if (given.vendor === 'tencent') return library.tencent(given);
  // Functions cannot be handed over: a V2 page that finds every param right.
  const check = given.architecture === 'v2' && { captchaVerifyCallback: () => ({ captchaResult: true }) };
  return library.aliyun({ ...given, ...check } as AliyunOptions);
}

function watchMainThread(): () => number {
  const beatMs = 50;
  let held = 0;
  let lastBeat = performance.now();
  setInterval(() => {
    const now = performance.now();
    const late = now - lastBeat - beatMs;
    // Over 1 s late, a timer of the library rightly waits for one second more.
    if (late > beatMs) held += late + (late > 1000 ? 1000 : 0);
    lastBeat = now;
  }, beatMs);
  return () => held;
}

const inWords = ({ tagName, id, className }: Element) => `<${tagName.toLowerCase()} id="${id}" class="${className}">`;
