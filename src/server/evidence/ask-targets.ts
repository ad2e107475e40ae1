import { askTarget, type TargetAnswer } from './ask-target.js';
import type { Finding, Round } from './judge-round.js';
import { upName, type Marks } from './marks.js';
import type { OwnState } from './own-controls.js';
import type { Target } from './targets.js';
import type { Seen } from './vendor-watch.js';

export interface AskedTarget extends TargetAnswer {
  readonly target: Target;
  /** How long it took, and our own look-ups beside it; at most what the target may take. */
  readonly ms: number;
}

/** Asks all targets at once, and notes which were up. Never rejects. */
export async function askTargets(asked: {
  targets: readonly Target[];
  marks: Marks;
  controls: () => Promise<OwnState>;
  closing: AbortSignal;
  seen: Seen;
}): Promise<{ answers: AskedTarget[]; round: Omit<Round, 'isSuspicion'> }> {
  const { targets, marks, controls, closing, seen } = asked;
  const begun = performance.now();
  const askAndTime = async (target: Target): Promise<AskedTarget> => {
    const answer = await askTarget(target, controls, closing);
    return { target, ...answer, ms: Math.min(target.limitMs, performance.now() - begun) };
  };
  const answers = await Promise.all(targets.map(askAndTime));
  for (const { target, answer } of answers) if (answer === 'up') marks.set(upName(target.key), 0);
  const findings = answers.map(({ target: { key, name, kind }, answer, why }): Finding => {
    const upAt = seen.stored(marks.at(upName(key)));
    return { key, name, isReference: kind === 'reference', answer, why, upAt };
  });
  return { answers, round: { startedAt: seen.stored(begun), judgedAt: seen.now(), findings } };
}
