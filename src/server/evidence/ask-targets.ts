import { askTarget, type TargetAnswer } from './ask-target.js';
import { upName, type Marks } from './marks.js';
import type { OwnState } from './own-controls.js';
import type { Target } from './targets.js';
import type { Seen } from './vendor-watch.js';

/** What one target was found to be in a round. */
export interface Finding extends TargetAnswer {
  readonly target: Pick<Target, 'kind' | 'key' | 'name'>;
  /** How long it took, and our own look-ups beside it; at most what the target may take. */
  readonly ms: number;
  /**
   * When it last was up, as far as anybody knows: a canary's answer or one to a real ticket, of this round too. In ms by
   * the store's clock, -Infinity for never.
   */
  readonly upAt: number;
}

/** All targets, asked at once; times by the store's clock. */
export interface Round {
  readonly startedAt: number;
  readonly judgedAt: number;
  /** It was asked for because somebody suspects the vendor. */
  readonly isSuspicion: boolean;
  readonly findings: readonly Finding[];
}

/** Asks all targets, and notes which were up. Never rejects. */
export async function askTargets(asked: {
  targets: readonly Target[];
  marks: Marks;
  controls: () => Promise<OwnState>;
  closing: AbortSignal;
  seen: Seen;
  isSuspicion: boolean;
}): Promise<Round> {
  const { targets, marks, controls, closing, seen, isSuspicion } = asked;
  const begun = performance.now();
  const ask = async (target: Target) => {
    const answer = await askTarget(target, controls, closing);
    return { target, ...answer, ms: Math.min(target.limitMs, performance.now() - begun) };
  };
  const answers = await Promise.all(targets.map(ask));
  for (const { target, answer } of answers) if (answer === 'up') marks.set(upName(target.key), 0);
  const findings = answers.map((one) => ({ ...one, upAt: seen.stored(marks.at(upName(one.target.key))) }));
  return { startedAt: seen.stored(begun), judgedAt: seen.now(), isSuspicion, findings };
}
