import fc from 'fast-check';

const occasions = [
  'attempt',
  'attempt_failed',
  'loaded',
  'ready',
  'shown',
  'hidden',
  'late',
  'provider_failed',
  'outcome',
  'status',
  'error',
  'token',
  'secret',
  'verdict',
  'vendor_option',
] as const;

/** What a script tag answers; `runs` is its script alone, before any event. */
const scriptAnswers = ['ok', 'runs', 'empty', 'wrong', 'error', 'blocked'] as const;

/** `draw` opens a challenge without a word. */
const tencentActs = [
  'open',
  'pass',
  'close',
  'disaster',
  'draw',
  'ready',
  'show_fn',
  'close_empty',
  'trerror',
  'garbage',
] as const;

const aliyunActs = [
  'ready',
  'success',
  'popup',
  'close_popup',
  'resolve',
  'degraded',
  'failure',
  'success_and_error',
  'on_error',
  'on_fallback',
  'ready_again',
  'resolve_refused',
  'reject',
  'fail',
  'on_close',
] as const;

/** What a function of the page does that the library asks. */
const pageAnswers = ['now', 'late', 'never', 'reject', 'throw'] as const;
const moods = ['healthy', 'silent', 'throws'] as const;
const kinds = ['tencent', 'aliyun', 'aliyun_v2'] as const;

/** What the library tells the page or asks it. */
export type Occasion = (typeof occasions)[number];
export type ScriptAnswer = (typeof scriptAnswers)[number];
export type TencentAct = (typeof tencentActs)[number];
export type AliyunAct = (typeof aliyunActs)[number];
export type PageAnswer = (typeof pageAnswers)[number];
/** What a vendor does by itself: all that leads to a challenge, nothing, or it throws. */
export type Mood = (typeof moods)[number];

/** One captcha of the page. */
export interface CaptchaPlan {
  readonly providers: readonly (typeof kinds)[number][];
  readonly mode: 'popup' | 'embed';
  readonly preload: 'none' | 'eager' | 'idle';
  readonly recovery: 'ticket' | 'none';
  /** ms; 0 = none */
  readonly challengeTimeout: number;
  /** Further script attempts. */
  readonly retries: number;
  /** `none` has no such function. */
  readonly token: PageAnswer | 'none';
  readonly secret: PageAnswer | 'none';
  /** Of the page's check of a V2 param. */
  readonly verdict: PageAnswer | 'refuse' | 'nothing';
  readonly button: boolean;
}

/** What the page may do, also inside what the library calls of it. */
export type PageAction =
  | { do: 'verify'; captcha: number; signal: boolean }
  | { do: 'abort'; caller: number }
  | { do: 'destroy' | 'create' | 'preload' | 'press'; captcha: number }
  | { do: 'throw' };

/** `which` and `caller` count from the newest. */
export type Action =
  | PageAction
  | { do: 'wait'; ms: number }
  | { do: 'script'; which: number; act: ScriptAnswer }
  | { do: 'tencent'; which: number; act: TencentAct }
  | { do: 'aliyun'; which: number; act: AliyunAct }
  | { do: 'mood'; of: 'script' | 'tencent' | 'aliyun'; is: Mood }
  | { do: 'touch'; at: 'challenge' | 'box' | 'page'; key: boolean }
  | { do: 'remove'; what: 'challenge' | 'box' }
  | { do: 'network'; up: boolean }
  /** The next time that the captcha tells or asks this, the page acts in it. */
  | { do: 'arm'; captcha: number; on: Occasion; act: PageAction };

export interface Step {
  readonly action: Action;
  /** Whether the next step follows in the same turn, before any promise is heard. */
  readonly inTurn: boolean;
}

/** All that happens in one page. What a step has nothing to act on, it leaves. */
export interface Run {
  readonly captchas: readonly CaptchaPlan[];
  /** Tencent opens a challenge also after `destroy()`. */
  readonly stubborn: boolean;
  readonly steps: readonly Step[];
}

const rarely = <T>(usual: T, others: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 3 }, { arbitrary: others, weight: 1 });
const as = <const D extends string>(name: D) => fc.constant(name);

const plan: fc.Arbitrary<CaptchaPlan> = fc.record({
  providers: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 2 }),
  mode: rarely('popup', as('embed')),
  preload: rarely('none', fc.constantFrom('eager', 'idle')),
  recovery: rarely('ticket', as('none')),
  challengeTimeout: rarely(20000, fc.constantFrom(0, 4000)),
  retries: fc.constantFrom(1, 0, 2),
  token: rarely('none', fc.constantFrom(...pageAnswers)),
  secret: rarely('none', fc.constantFrom(...pageAnswers)),
  verdict: rarely('now', fc.constantFrom('late', 'never', 'reject', 'throw', 'refuse', 'nothing')),
  button: fc.boolean(),
});

const captcha = fc.nat(2);
const which = rarely(0, fc.integer({ min: 1, max: 4 }));
const ms = fc.oneof(
  { arbitrary: fc.constantFrom(20, 0, 1, 10, 50, 100, 250, 1000), weight: 5 },
  { arbitrary: fc.constantFrom(3000, 6000, 12000, 20000), weight: 1 },
  { arbitrary: fc.nat(2000), weight: 1 },
);

const pageAction: fc.Arbitrary<PageAction> = fc.oneof(
  { arbitrary: fc.record({ do: as('verify'), captcha, signal: fc.boolean() }), weight: 7 },
  { arbitrary: fc.record({ do: as('abort'), caller: which }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constantFrom('destroy', 'create', 'preload', 'press'), captcha }), weight: 3 },
  { arbitrary: fc.record({ do: as('throw') }), weight: 1 },
);

const action: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: pageAction, weight: 10 },
  { arbitrary: fc.record({ do: as('wait'), ms }), weight: 9 },
  { arbitrary: fc.record({ do: as('script'), which, act: fc.constantFrom(...scriptAnswers) }), weight: 3 },
  {
    arbitrary: fc.record({ do: as('tencent'), which, act: rarely('pass', fc.constantFrom(...tencentActs)) }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: as('tencent'), which, act: fc.constantFrom(...tencentActs) }), weight: 4 },
  {
    arbitrary: fc.record({ do: as('aliyun'), which, act: rarely('success', fc.constantFrom(...aliyunActs)) }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: as('aliyun'), which, act: fc.constantFrom(...aliyunActs) }), weight: 5 },
  {
    arbitrary: fc.record({
      do: as('mood'),
      of: fc.constantFrom('script', 'tencent', 'aliyun'),
      is: fc.constantFrom(...moods),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ do: as('touch'), at: fc.constantFrom('challenge', 'box', 'page'), key: fc.boolean() }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: as('remove'), what: fc.constantFrom('challenge', 'box') }), weight: 1 },
  { arbitrary: fc.record({ do: as('network'), up: fc.boolean() }), weight: 1 },
  { arbitrary: fc.record({ do: as('arm'), captcha, on: fc.constantFrom(...occasions), act: pageAction }), weight: 3 },
);

/** Runs of up to 40 steps in a page of up to three captchas. */
export const anyRun: fc.Arbitrary<Run> = fc.record({
  captchas: fc.array(plan, { minLength: 1, maxLength: 3 }),
  stubborn: fc.boolean(),
  steps: fc.array(fc.record({ action, inTurn: rarely(false, fc.constant(true)) }), { maxLength: 40, size: 'max' }),
});
