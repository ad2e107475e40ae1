import { parseRecoveryTicket } from '../../recovery-ticket.js';

/** A browser's clock may be off by this much, in ms: nothing else is believed of a ticket's time. */
const clockMs = 24 * 3_600_000;

/** For so long a ticket could be taken, and may not be taken twice, in ms. */
export const ticketLifeMs = 2 * clockMs + 1000;

export function isExpired(issuedAt: number, now: number): boolean {
  return Math.abs(now - issuedAt) > clockMs;
}

/** What makes two tickets one. Both prefixes of a recovery ticket do: else each could be used twice. */
export function ticketIdentity(text: string): string {
  const ticket = parseRecoveryTicket(text);
  return ticket ? text.slice(ticket.prefix.length) : text;
}
