import { askTarget, type TargetAnswer } from './ask-target.js';
import type { Finding, Round } from './judge-round.js';
import { upName, type Marks } from './marks.js';
import type { OwnState } from './own-controls.js';
import type { Target } from './targets.js';
import type { Seen } from './vendor-watch.js';

export interface AskedTarget extends TargetAnswer {
  readonly target: Target;
  /** How long the answer took; at most what the target may take. */
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
  const startedAt = seen.now();
  const before = new Map(targets.map(({ key }) => [key, marks.at(upName(key))]));
  const answers = await Promise.all(targets.map((target) => askAndTime(target, controls, closing)));
  for (const { target, answer } of answers) if (answer === 'up') marks.set(upName(target.key), 0);
  const findings = answers.map(({ target: { key, name, kind }, answer, why }): Finding => {
    const upAt = seen.stored(marks.at(upName(key)));
    const upBefore = seen.stored(before.get(key) ?? -Infinity);
    return { key, name, isReference: kind === 'reference', answer, why, upAt, upBefore };
  });
  return { answers, round: { startedAt, judgedAt: seen.now(), findings } };
}

async function askAndTime(
  target: Target,
  controls: () => Promise<OwnState>,
  closing: AbortSignal,
): Promise<AskedTarget> {
  const begun = performance.now();
  let ms = target.limitMs;
  const probe: Target['probe'] = async (signal) => {
    const result = await target.probe(signal);
    ms = Math.min(ms, performance.now() - begun);
    return result;
  };
  const answer = await askTarget({ ...target, probe }, controls, closing);
  return { target, ...answer, ms };
}
