import { parseRecoveryTicket } from '../../recovery-ticket.js';
import type { RefusalReason } from '../verdict.js';
import type { StoreKeys } from './store-keys.js';

/** What a proof brings for a ticket. */
export interface TicketClaim {
  /** `recovery`: made by the browser (`trerror_…`). `unchecked`: the vendor's own, which it could not be asked about. */
  kind: 'recovery' | 'unchecked';
  text: string;
  /** The appId or sceneId among our sites that the proof names. */
  id: string;
}

/** A browser's clock may be off by this much, in ms: nothing else is believed of a ticket's time. */
const clockMs = 24 * 3_600_000;

/** The key that lets a ticket in once only, for as long as the ticket could be taken. */
export function replayKey(
  { kind, text, id }: TicketClaim,
  keys: StoreKeys,
): { key: string; ttlMs: number } | Extract<RefusalReason, 'malformed' | 'unknown_site' | 'expired'> {
  if (kind === 'unchecked') return { key: keys.ticket(text), ttlMs: clockMs };
  const ticket = parseRecoveryTicket(text);
  if (!ticket) return 'malformed';
  if (ticket.id !== id) return 'unknown_site';
  const now = Date.now();
  if (Math.abs(now - ticket.issuedAt) > clockMs) return 'expired';
  // A second more: the ticket's time is in whole seconds.
  // Both prefixes make one ticket: else each could be used twice.
  return { key: keys.ticket(text.slice(ticket.prefix.length)), ttlMs: ticket.issuedAt + clockMs - now + 1000 };
}
