// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseRecoveryTicket, type RecoveryTicket } from '../../../../src/recovery-ticket.js';
import { openSite, outageSince } from '../admission/visitors.js';
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
    vi.useFakeTimers({ now });
    const site = openSite({ pageToken: 'off' });
    const given = await site.ask(outageSince(now), { ticket: { kind: 'recovery', text: ticket, id } });
    expect(given.admitted ? 'taken' : given.reason).toBe(answer);
  });
});
