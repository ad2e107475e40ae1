/** The four entry scripts that Tencent serves: the facts differ by site and by age (docs/vendors/tencent.md). */
export interface Generation {
  /** International builds set `TCaptchaGlobal`. */
  international: boolean;
  /** Where the API is when no script tag names a host. */
  defaultApiHost: 'tencentEntry' | 'tencentIntlEntry';
  framePath: FramePath;
  /** 3.0 only knows `(element, appId, callback, options)` and draws a checkbox in the element. */
  checkbox: boolean;
  /** `showFn`, `verifyFn` and the durations in the result came with 2.0. */
  reportsAttempts: boolean;
  /** What the constructor throws for wrong arguments. */
  argumentsMessage: string;
}

export const FRAME_SCRIPTS = {
  '/1/tgJCap.sim.js': 'core',
  '/1/tcaptcha-frame.sim.js': 'frame-1.0',
} as const;
export type FramePath = keyof typeof FRAME_SCRIPTS;

const wrongParameters =
  'The captcha constructor was called with wrong parameters, see the documentation of this version';

const mainland = { international: false, defaultApiHost: 'tencentEntry' } as const;
const international = { international: true, defaultApiHost: 'tencentIntlEntry' } as const;
const first = {
  framePath: '/1/tcaptcha-frame.sim.js',
  checkbox: false,
  reportsAttempts: false,
  argumentsMessage: 'Arguments error.',
} as const;
const later = {
  framePath: '/1/tgJCap.sim.js',
  reportsAttempts: true,
  argumentsMessage: wrongParameters,
} as const;

export const MAINLAND_1: Generation = { ...mainland, ...first };
export const MAINLAND_2: Generation = { ...mainland, ...later, checkbox: false };
export const INTERNATIONAL_2: Generation = { ...international, ...first };
export const INTERNATIONAL_3: Generation = { ...international, ...later, checkbox: true };
