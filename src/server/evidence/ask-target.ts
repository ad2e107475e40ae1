import type { ProbeAnswer, ProbeResult } from '../checks/check-result.js';
import { isTimeout } from '../checks/network-codes.js';
import { withinLimit } from '../time-limit.js';
import { patience, type OwnState } from './own-controls.js';
import type { Target } from './targets.js';

export interface TargetAnswer {
  /** `vetoed`: down, as far as could be seen, but this process was not fit to see. */
  readonly answer: ProbeAnswer | 'vetoed';
  readonly why: string;
  /** The canary needs a person: an error's name, or what came in place of a script. */
  readonly fault?: string;
  /** What was wrong with this process while it asked. */
  readonly unwell?: string;
}

/** Asks one target within its limit, and this process about itself. Never rejects. */
export async function askTarget(
  target: Target,
  controls: () => Promise<OwnState>,
  closing: AbortSignal,
): Promise<TargetAnswer> {
  const begun = performance.now();
  const control = controls();
  const result = await probeWithin(target, closing);
  const lateMs = performance.now() - begun - target.limitMs;
  const before = await control;
  if (result.answer !== 'down') return before === 'well' ? result : { ...result, unwell: `look_up_${before}` };

  // As it asked, and again as it judges: in between, anything may have filled the queue.
  const own = [before, await controls()];
  const isSlow = own.includes('slow') || lateMs > patience;
  if (own.includes('failed')) return { answer: 'vetoed', why: result.why, unwell: 'look_up_failed' };
  if (isSlow && isTimeout(result.why)) {
    return { answer: 'vetoed', why: result.why, unwell: lateMs > patience ? 'event_loop_late' : 'look_up_slow' };
  }
  return result;
}

async function probeWithin(target: Target, closing: AbortSignal): Promise<ProbeResult & { fault?: string }> {
  try {
    const result = await withinLimit<ProbeResult>({
      ms: target.limitMs,
      work: (signal) => target.probe(AbortSignal.any([signal, closing])),
      late: () => ({ answer: 'down', why: 'timeout' }),
    });
    return result.isFault ? { ...result, fault: result.why } : result;
  } catch (error) {
    return { answer: 'unknown', why: 'probe_failed', fault: error instanceof Error ? error.name : typeof error };
  }
}
