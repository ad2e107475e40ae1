import { randomBytes } from 'node:crypto';
import { listOf, oddAnswer, textOf, type RunScript } from './redis-runner.js';
import { admitScript, epochScript } from './redis-scripts.js';
import { StoreError } from './store-error.js';
import type { AdmissionStore, AdmitRequest, AdmitResult, Limit, Meter } from './store.js';

/**
 * Spent tickets and counters in Redis. An admission has half of the time limit to be done in, by Redis's own clock, and
 * its answer has the other half to come back: what nobody waits for any more spends nothing.
 */
export function redisAdmission(run: RunScript, timeoutMs: number): AdmissionStore {
  const limitMs = timeoutMs / 2;
  /**
   * Redis's clock less our monotonic one, as its last answer told it. The answer was on its way for a while, so a
   * deadline by it is early, never late.
   */
  let offset: number | undefined;
  /** Each answer begins with Redis's clock. */
  const ask = async (...asked: Parameters<RunScript>): Promise<{ now: number; answer: unknown[] }> => {
    const [clock, ...answer] = listOf(await run(...asked));
    const now = Number(clock);
    if (!(now > 0)) throw oddAnswer();
    offset = now - performance.now();
    return { now, answer };
  };
  const random = (): string => randomBytes(12).toString('base64url');

  const epoch: AdmissionStore['epoch'] = async () => {
    const { now, answer } = await ask(epochScript, ['epoch'], random());
    return { name: textOf(answer[0]), now };
  };

  const admit = async (request: AdmitRequest): Promise<AdmitResult> => {
    if (offset === undefined) await epoch();
    const started = performance.now();
    do {
      const deadline = Math.floor(started + limitMs + (offset ?? 0));
      const { keys, parts } = numbered(request);
      const wish = JSON.stringify({ ...parts, deadline, random: random() });
      const result = admitResult((await ask(admitScript, keys, wish)).answer);
      if (result !== 'late') return result;
      // In time by our clock, so it is the two clocks that have drifted apart, and now we know by how much.
    } while (performance.now() - started < limitMs);
    throw new StoreError('store_unreachable', 'Redis was asked in time and did nothing in time.');
  };
  return { admit, epoch };
}

/** The request with the numbers of its keys in place of their names, counted from 1. */
function numbered({ epoch, once, limits, ways, tally, at }: AdmitRequest) {
  const keys = ['epoch'];
  const meterOf = ({ key, windowMs }: Meter) => ({ key: keys.push(key), windowMs });
  const every = (all: readonly Limit[]) =>
    all.map(({ meter, atMost, atBirth = atMost }) => ({ ...meterOf(meter), atMost, atBirth }));
  const parts = {
    at,
    epoch,
    once: once.map(({ key, ttlMs }) => ({ key: keys.push(key), ttlMs: Math.ceil(ttlMs) })),
    limits: every(limits),
    ways: ways.map((way) => ({ epoch: way.epoch, limits: every(way.limits) })),
    tally: tally && meterOf(tally),
  };
  return { keys, parts };
}

function admitResult([admitted, what, detail]: unknown[]): AdmitResult | 'late' {
  if (Number(admitted) === 1) return { admitted: true, way: Number(what), tally: Number(detail) };
  const why = textOf(what);
  switch (why) {
    case 'late':
      return why;
    case 'other_epoch':
      return { admitted: false, why };
    case 'spent':
      return { admitted: false, why, once: Number(detail) };
    case 'full':
      return { admitted: false, why };
    default:
      throw oddAnswer();
  }
}
