import { vi } from 'vitest';
import { createRecoveryTicket } from '../../../../src/recovery-ticket.js';
import type { CheckResult } from '../../../../src/server/checks/check-result.js';
import type { Incident } from '../../../../src/server/incident.js';
import type { ActionPolicy, VerifierOptions, VerifyContext } from '../../../../src/server/options.js';
import type { VerdictEvent } from '../../../../src/server/verdict-event.js';
import type { Verdict } from '../../../../src/server/verdict.js';
import { assembleVerifier } from '../../../../src/server/verifier.js';
import { APP_ID, KEYS, tencentSite } from '../fake-vendors.js';
import { switchedEvidence } from '../switched-evidence.js';

export const start = 1_795_264_000_000;
export const minute = 60_000;
export const session = 'session';

type Options = Partial<VerifierOptions> & {
  login?: ActionPolicy;
  /** Its store begins to live now. */ isNew?: boolean;
};

let serial = 0;

/** A server whose evidence is switched by hand, and people who come to it. Needs fake timers. */
export async function openSite({ login = {}, isNew = false, ...options }: Options = {}) {
  const switches = switchedEvidence();
  const incidents: Incident[] = [];
  const verdicts: VerdictEvent[] = [];
  let result: CheckResult = { kind: 'human' };
  const verifier = assembleVerifier(
    {
      sites: [tencentSite],
      keys: KEYS,
      actions: { login, sign_up: {} },
      onIncident: (incident) => incidents.push(incident),
      onVerdict: (verdict) => verdicts.push(verdict),
      ...options,
    },
    {
      evidence: switches.evidence,
      siteCheck: () => ({
        check: () => Promise.resolve(result),
        probe: () => Promise.resolve({ answer: 'up', why: '' }),
        ready: () => Promise.resolve(),
      }),
    },
  );
  // By now the store has lived for an hour, and its budgets are there in full.
  if (!isNew) await vi.advanceTimersByTimeAsync(60 * minute);

  /** An address of a network that nobody else is in. */
  const address = () => {
    serial += 1;
    return `10.${(serial >> 8) & 255}.${serial & 255}.7`;
  };
  /** A ticket that nobody else has. */
  const ticket = () => {
    serial += 1;
    return `${createRecoveryTicket({ code: 1001, id: APP_ID })}_${serial}`;
  };
  return {
    ...switches,
    verifier,
    incidents,
    /** Of all that were asked for with `ask`, in order. */
    verdicts,
    address,
    ticket,
    vendorSays: (said: CheckResult) => {
      result = said;
    },
    /** Opens the page, and waits until its token is old enough. */
    page: async (action = 'login') => {
      const token = await verifier.issuePageToken({ action, session, remoteIp: '203.0.113.7' });
      await vi.advanceTimersByTimeAsync(2000);
      return token;
    },
    /** So many pages at once. */
    pages: async (count: number, action = 'login') => {
      const tokens = [];
      const page = { action, session, remoteIp: '203.0.113.7' };
      for (let i = 0; i < count; i += 1) tokens.push(await verifier.issuePageToken(page));
      await vi.advanceTimersByTimeAsync(2000);
      return tokens;
    },
    /** What somebody gets who passes a challenge. */
    passToken: async (context: Partial<VerifyContext> = {}) => {
      const proof = { v: 1, vendor: 'tencent', id: APP_ID, ticket: 't03', randstr: '@a' };
      const verdict = await verifier.verify(proof, { action: 'login', remoteIp: address(), ...context });
      return verdict.accepted && verdict.assurance === 'human' ? (verdict.passToken ?? '') : '';
    },
    /** Asks to be let in with a recovery ticket; ticket and network are its own unless given. */
    ask: (parts: { ticket?: string; pageToken?: string | undefined } = {}, context: Partial<VerifyContext> = {}) => {
      const proof = { v: 1, vendor: 'tencent', id: APP_ID, ticket: ticket(), randstr: '@a', ...parts };
      return verifier.verify(proof, { action: 'login', session, remoteIp: address(), ...context });
    },
  };
}

export const reasonOf = (verdict: Verdict) => verdict.reason;

/** How often each reason came. */
export function tally(verdicts: readonly { reason: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of verdicts) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
