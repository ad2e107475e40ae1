import { vi } from 'vitest';
import type { Captcha, Outcome, Proof } from '../../../src/index.js';

/** A captcha whose checks end when the test says how. */
export interface StubCaptcha {
  readonly captcha: Captcha;
  /** The signals of the checks so far. */
  readonly signals: (AbortSignal | undefined)[];
  /** Ends the check that runs; all who wait for it get this. */
  settle(outcome: Outcome): Promise<void>;
  pass(proof?: Proof): Promise<void>;
}

export const tencentProof = (ticket = 'tr03abc*'): Proof => ({
  v: 1,
  id: '190000001',
  vendor: 'tencent',
  ticket,
  randstr: '@a1B',
});

export const passed = (proof: Proof): Outcome => ({ status: 'passed', proof, expiresAt: 0 }) as Outcome;
export const closed: Outcome = { status: 'dismissed', proof: null, reason: 'closed' };

/** Lets promises go on that wait for nothing else. */
export async function tick(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
}

export function stubCaptcha(): StubCaptcha {
  const signals: (AbortSignal | undefined)[] = [];
  let waiting: ((outcome: Outcome) => void)[] = [];
  const settle = async (outcome: Outcome) => {
    const now = waiting;
    waiting = [];
    for (const resolve of now) resolve(outcome);
    await tick();
  };
  const captcha: Captcha = {
    status: 'ready',
    subscribe: () => () => {},
    preload: () => Promise.resolve(),
    destroy: vi.fn(),
    verify: vi.fn(
      ({ signal }: { signal?: AbortSignal } = {}) =>
        new Promise<Outcome>((resolve, reject) => {
          signals.push(signal);
          waiting.push(resolve);
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as the real one does
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    ),
  };
  return { captcha, signals, settle, pass: (proof = tencentProof()) => settle(passed(proof)) };
}
