// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteCheckOptions } from '../../../src/server/checks/site-check.js';
import type { Incident } from '../../../src/server/incident.js';
import type { VerifierOptions } from '../../../src/server/options.js';
import type { Site } from '../../../src/server/sites.js';
import type { VerdictEvent } from '../../../src/server/verdict-event.js';
import { assembleVerifier } from '../../../src/server/verifier.js';
import { aliyunSite, KEYS, realProof, SCENE_ID, tencentSite } from './fake-vendors.js';
import { switchedEvidence } from './switched-evidence.js';

const session = 'session';
const visitor = { remoteIp: '203.0.113.7', session };
const stranger = { remoteIp: '198.51.100.9', session: 'another' };
const aliyunProof = (captchaVerifyParam: string) => ({ v: 1, vendor: 'aliyun', id: SCENE_ID, captchaVerifyParam });

/** A server with one slot for each vendor, whose calls take as long as a test says. */
function oneSlot(options: Partial<VerifierOptions> = {}) {
  const switches = switchedEvidence();
  const incidents: Incident[] = [];
  const verdicts: VerdictEvent[] = [];
  const ends: (() => void)[] = [];
  const siteCheck = (_: Site, { gate, onJudged }: SiteCheckOptions) => ({
    check: async (_input: unknown, caller: Parameters<SiteCheckOptions['gate']['enter']>[0]) => {
      const turn = await gate.enter(caller);
      if (turn.kind === 'busy') return turn;
      if (turn.kind === 'api_down') return { kind: 'unchecked', why: 'no_slot' } as const;
      await new Promise<void>((resolve) => ends.push(resolve));
      turn.end();
      onJudged?.();
      return { kind: 'human' } as const;
    },
    probe: () => Promise.resolve({ answer: 'up', why: '' } as const),
    ready: () => Promise.resolve(),
  });
  const verifier = assembleVerifier(
    {
      sites: [tencentSite, aliyunSite],
      keys: KEYS,
      maxInFlight: 1,
      onIncident: (incident) => incidents.push(incident),
      onVerdict: (verdict) => verdicts.push(verdict),
      ...options,
    },
    { evidence: switches.evidence, siteCheck },
  );
  return {
    ...switches,
    verifier,
    incidents,
    verdicts,
    endOne: async () => {
      ends.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

describe('a vendor with as many calls under way as may be', () => {
  it('is told by load(), and each vendor has its own slots', async () => {
    const { verifier, evidence, endOne } = oneSlot();
    const outcomes = [verifier.verify(realProof(), visitor), verifier.verify(realProof(), stranger)];
    await vi.advanceTimersByTimeAsync(10);
    expect(verifier.load()).toEqual([
      { vendor: 'tencent', inFlight: 1, waiting: 1 },
      { vendor: 'aliyun', inFlight: 0, waiting: 0 },
    ]);
    expect(evidence.answered).not.toHaveBeenCalled();
    await endOne();
    await endOne();
    expect(await Promise.all(outcomes)).toMatchObject([{ reason: 'passed' }, { reason: 'passed' }]);
    expect(evidence.answered).toHaveBeenCalledWith(tencentSite);
  });

  it.each([
    ['tencent', (): object => realProof(), {}],
    ['aliyun', () => aliyunProof(`param${Math.random()}`), { cnyPerMinute: 0.005 }],
  ])(
    'refuses who waited a second for %s, who may come again in one, and tells what the calls cost',
    async (vendor, proof, cost) => {
      const { verifier, incidents, verdicts } = oneSlot();
      void verifier.verify(proof(), stranger);
      const outcome = verifier.verify(proof(), visitor);
      await vi.advanceTimersByTimeAsync(1000);
      expect(await outcome).toMatchObject({ accepted: false, reason: 'busy', next: 'retry', retryAfterMs: 1000 });
      expect(incidents).toEqual([{ kind: 'busy', vendor, callsPerMinute: 1, ...cost, at: Date.now() }]);
      expect(verdicts).toEqual([{ action: 'default', vendor, accepted: false, reason: 'busy', ms: 1000 }]);
    },
  );

  it('serves who brings a page token before who waits without one, also when its first try was in vain', async () => {
    const { verifier, endOne } = oneSlot();
    const pageToken = await verifier.issuePageToken(visitor);
    await vi.advanceTimersByTimeAsync(2500);
    void verifier.verify(realProof(), stranger);
    const inVain = verifier.verify({ ...realProof(), pageToken }, visitor);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await inVain).toMatchObject({ reason: 'busy' });

    const served: string[] = [];
    const come = (name: string, proof: object, context: typeof visitor) =>
      void verifier.verify(proof, context).then(({ reason }) => served.push(`${name} ${reason}`));
    come('stranger', realProof(), { ...stranger, remoteIp: '192.0.2.1' });
    come('visitor', { ...realProof(), pageToken }, visitor);
    // Used up by now: it goes before nobody.
    come('copy', { ...realProof(), pageToken }, { ...visitor, remoteIp: '192.0.2.77' });
    for (let i = 0; i < 4; i += 1) await endOne();
    expect(served).toEqual(['visitor passed', 'stranger passed', 'copy passed']);
  });

  it('keeps nobody waiting while its API is known to be down, and again once it is not', async () => {
    const { verifier, verdicts, set } = oneSlot();
    const ask = () => verifier.verify(realProof(), visitor);
    void verifier.verify(realProof(), stranger);
    // Nobody waits for what is seen now: it is known from when somebody asked before.
    set('tencent', { apiDown: true });
    void ask();
    await vi.advanceTimersByTimeAsync(1000);
    await ask();
    expect(verdicts.at(-1)).toMatchObject({ reason: 'no_outage_seen', ms: 0 });
    set('tencent', { apiDown: false });
    await ask();
    void ask();
    await vi.advanceTimersByTimeAsync(1000);
    expect(verdicts.at(-1)).toMatchObject({ reason: 'busy', ms: 1000 });
  });
});
