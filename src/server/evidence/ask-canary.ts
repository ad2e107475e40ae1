import { cutText } from '../../error-catalog/cut-text.js';
import type { Canary } from './canaries.js';
import type { ProbeAnswer, ProbeResult } from './probe-result.js';

export interface CanaryAnswer {
  readonly answer: ProbeAnswer;
  readonly why: string;
  /** ms since 1970. */
  readonly askedAt: number;
  readonly at: number;
  /** The canary itself is at fault: an error's name, `hung` or `nonsense`. */
  readonly fault?: string;
}

/** A canary limits itself to 3 s; this is for one that does not, in ms. */
export const probeLimit = 5000;
/** Later than this our own event loop makes time-outs by itself, in ms. */
const lateLoop = 250;

/** Asks one canary. Never rejects. */
export async function askCanary(canary: Canary, p99: () => number, signal: AbortSignal): Promise<CanaryAnswer> {
  const askedAt = Date.now();
  const answered = (result: ProbeResult, fault?: string): CanaryAnswer => ({
    ...result,
    askedAt,
    at: Date.now(),
    ...(fault === undefined ? {} : { fault }),
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const hung = new Promise<'hung'>((resolve) => {
      timer = setTimeout(resolve, probeLimit, 'hung');
      timer.unref();
    });
    const given: unknown = await Promise.race([canary.probe(signal), hung]);
    const result = readResult(given);
    if (!result) return answered({ answer: 'unknown', why: 'probe_failed' }, given === 'hung' ? 'hung' : 'nonsense');
    // A late loop can make a time-out, hardly an answer.
    const late = result.answer === 'down' && p99() > lateLoop;
    return answered(late ? { answer: 'unknown', why: 'event_loop_late' } : result);
  } catch (error) {
    return answered({ answer: 'unknown', why: 'probe_failed' }, error instanceof Error ? error.name : typeof error);
  } finally {
    clearTimeout(timer);
  }
}

/** A probe is code of another part, or a test's: what it gives is looked at. */
function readResult(result: unknown): ProbeResult | undefined {
  if (typeof result !== 'object' || result === null || !('answer' in result)) return undefined;
  const { answer } = result;
  if (answer !== 'up' && answer !== 'down' && answer !== 'unknown') return undefined;
  const why = 'why' in result && typeof result.why === 'string' ? result.why : '';
  return { answer, why: cutText(why.replace(/\p{Cc}/gu, ' '), 100) };
}
