// @vitest-environment node
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { MAX_RANDSTR, MAX_TICKET, MAX_TOKEN, MAX_VERIFY_PARAM } from '../../../src/server/posted-proof.js';
import type { Verdict } from '../../../src/server/verdict.js';
import type { Verifier } from '../../../src/server/verifier.js';
import { aliyunSite, APP_ID, fakeVendors, SCENE_ID, tencentSite, verifierOver } from './fake-vendors.js';

/** Of its own time, in ms, for one proof at the size limits. */
const limitMs = 5;

let verifier: Verifier;

beforeAll(async () => {
  vi.useFakeTimers();
  const sites = [tencentSite, aliyunSite];
  ({ verifier } = await verifierOver(fakeVendors(), {
    sites,
    actions: { default: {}, pay: { acceptRecovery: 'always' } },
  }));
  // Only what happens before the first run is in fake time: from here on time is measured.
  vi.useRealTimers();
});
afterAll(() => verifier.close());

/**
 * By the clock or by the processor time of this process, whichever is less, and the best of six runs: a loaded machine
 * makes any single one late, what is slow by itself is slow each time.
 */
async function judged(proof: unknown, context: unknown): Promise<{ verdict: Verdict; ms: number }> {
  let best = Infinity;
  let verdict: Verdict | undefined;
  for (let run = 0; run < 6 && best > limitMs; run += 1) {
    const from = performance.now();
    const used = process.cpuUsage();
    verdict = await (verifier.verify as (...given: unknown[]) => Promise<Verdict>)(proof, context);
    const elapsed = performance.now() - from;
    const { user, system } = process.cpuUsage(used);
    best = Math.min(best, elapsed, (user + system) / 1000);
  }
  if (!verdict) throw new Error('Nothing was judged');
  return { verdict, ms: best };
}

const long = (max: number) =>
  fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('_', '9', 'é', 'a').map((c) => c.repeat(max)),
  );
const ticket = fc.oneof(
  long(MAX_TICKET),
  fc.constantFrom(`trerror_1001_${APP_ID}_1795219200`, `trerror_1001_${SCENE_ID}_1795219200`),
  fc.nat().map((n) => `trerror_1001_${APP_ID}_${1_795_219_200 + n}`),
  fc.constant(`trerror_${'1'.repeat(MAX_TICKET - 8)}`),
  fc.constant(`terror_1001_${APP_ID}_1795219200_${'~'.repeat(256)}`),
);
const proofs = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true, withTypedArray: true }),
  fc.json(),
  fc.string({ maxLength: 70_000 }),
  fc.constant('['.repeat(60_000)),
  fc.record(
    {
      v: fc.constantFrom<unknown>(1, 1, 1, 2, '1'),
      vendor: fc.constantFrom('tencent', 'aliyun', 'aicaptcha', '__proto__'),
      id: fc.constantFrom(APP_ID, SCENE_ID, 'constructor', ''),
      ticket,
      randstr: long(MAX_RANDSTR),
      captchaVerifyParam: long(MAX_VERIFY_PARAM),
      response: long(MAX_TICKET),
      pageToken: fc.oneof(
        long(MAX_TOKEN),
        fc.constant(`${'a'.repeat(2000)}.${'b'.repeat(1000)}.${'c'.repeat(1000)}`),
        fc.anything(),
      ),
      failures: fc.oneof(fc.anything(), fc.array(fc.record({ vendor: ticket, code: ticket, category: ticket }))),
    },
    { requiredKeys: ['v', 'vendor', 'id'] },
  ),
);
const contexts = fc.oneof(
  fc.anything(),
  fc.record({
    remoteIp: fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant('1'.repeat(10_000)), fc.anything()),
    action: fc.constantFrom<unknown>('default', 'pay', 'toString', '__proto__', 7, undefined),
    session: fc.anything(),
    subject: fc.anything(),
    passToken: fc.oneof(fc.anything(), long(MAX_TOKEN)),
  }),
);

it('no proof and no context makes verify() throw, hang, let anybody in unasked or take long', async () => {
  await fc.assert(
    fc.asyncProperty(proofs, contexts, async (proof, context) => {
      const { verdict, ms } = await judged(proof, context);
      expect(verdict.requestId).toMatch(/^[\da-f-]{36}$/);
      if (verdict.accepted) expect(['passed', 'policy_always']).toContain(verdict.reason);
      expect(verdict.reason).not.toBe('internal_error');
      expect(ms).toBeLessThan(limitMs);
    }),
    { numRuns: 1000 },
  );
}, 60_000);
