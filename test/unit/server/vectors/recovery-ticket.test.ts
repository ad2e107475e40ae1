// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseRecoveryTicket, type RecoveryTicket } from '../../../../src/recovery-ticket.js';
import type { Site } from '../../../../src/server/sites.js';
import { assembleVerifier } from '../../../../src/server/verifier.js';
import { aliyunSite, fakeVendors, KEYS } from '../fake-vendors.js';
import { switchedEvidence } from '../switched-evidence.js';
import { readVectors } from './vectors.js';

interface Vectors {
  pattern: string;
  cases: { ticket: string; id: string; now: number; parsed: RecoveryTicket | null; answer: string }[];
}
const { pattern, cases } = readVectors('recovery-ticket') as Vectors;

afterEach(() => {
  vi.useRealTimers();
});

describe.each(cases)('vectors/recovery-ticket.json: $ticket', ({ ticket, id, now, parsed, answer }) => {
  it('says what the vector says', () => {
    expect(parseRecoveryTicket(ticket)).toEqual(parsed);
  });

  it('matches the published pattern only if it is a ticket', () => {
    const match = new RegExp(`^(?:${pattern})$`).exec(ticket);
    const parts = match && {
      prefix: match[1],
      code: Number(match[2]),
      id: match[3],
      issuedAt: Number(match[4]) * 1000,
    };
    expect(match?.[5] ? { ...parts, sid: match[5] } : parts).toEqual(parsed);
  });

  it(`is ${answer} by the server`, async () => {
    vi.useFakeTimers({ now: now - 5000 });
    const site = { ...aliyunSite, sceneId: id } as Site;
    const policy = { default: { acceptRecovery: 'always' } } as const;
    const { evidence } = switchedEvidence();
    const options = { sites: [site], keys: KEYS, actions: policy, pageToken: 'off' } as const;
    const verifier = assembleVerifier(options, { evidence, siteCheck: fakeVendors().parts.siteCheck });
    await vi.advanceTimersByTimeAsync(5000);
    const proof = { v: 1, vendor: 'aliyun', id, ticket };
    const { reason } = await verifier.verify(proof, { remoteIp: '203.0.113.7' });
    expect(reason === 'policy_always' ? 'taken' : reason).toBe(answer);
  });
});
