import { vi } from 'vitest';
import {
  createAdmission,
  type AdmissionOptions,
  type RecoveryClaim,
} from '../../../../src/server/admission/admission.js';
import type { Door } from '../../../../src/server/admission/door.js';
import { memoryStore } from '../../../../src/server/store/memory-store.js';

export const start = 1_795_264_000_000;
export const minute = 60_000;
export const signingSecrets = [{ kid: 'test', secret: 'a secret of the tests, of 32 bytes or more' }];
export const id = '190000001';
export const remoteIp = '203.0.113.7';

export const recovery = (text: string) => ({ kind: 'recovery' as const, text, id });
export const ticketAt = (ms: number, prefix = 'trerror') => recovery(`${prefix}_1001_${id}_${Math.floor(ms / 1000)}`);

/** A server, and people who come to it. Needs fake timers. */
export function openSite(options: Partial<AdmissionOptions> = {}) {
  const store = options.store ?? memoryStore();
  const admission = createAdmission({ keys: signingSecrets, ...options, store });
  let count = 0;

  /** An address of a network that nobody else is in. */
  const address = () => {
    count += 1;
    return `10.${(count >> 8) & 255}.${count & 255}.7`;
  };
  /** A ticket that nobody else has. */
  const ticket = (): RecoveryClaim['ticket'] => {
    count += 1;
    return { kind: 'recovery', text: `trerror_1001_${id}_${Math.floor(Date.now() / 1000) - (count % 80_000)}`, id };
  };
  const session = 'session';

  return {
    store,
    admission,
    address,
    ticket,
    /** Opens the page. */
    page: (remoteIp: string, { action = 'login', inOutage = false } = {}) =>
      admission.issuePageToken({ action, session, remoteIp, inOutage }),
    /** Asks to be let in, with a ticket and an address of its own. */
    ask: (door: Door, claim: Partial<RecoveryClaim> = {}) =>
      admission.admit({ action: 'login', ticket: ticket(), remoteIp: address(), session, door, ...claim }),
    /** Humans pass for some minutes up to now, so many a minute, each from a network of its own. */
    humans: async (aMinute: number, minutes = 10, action = 'login') => {
      for (let i = 0; i < minutes; i += 1) {
        for (let j = 0; j < aMinute; j += 1) await admission.countHuman({ action, remoteIp: address() });
        vi.advanceTimersByTime(minute);
      }
    },
  };
}

export const outageSince = (since: number, terms: Partial<Door> = {}): Door => ({
  reason: 'vendor_outage',
  since,
  half: false,
  returningOnly: false,
  pageTokenNeeded: true,
  ...terms,
});

/** Somebody whose page was opened before the outage, and who has waited long enough. */
export async function visitor(options: Parameters<typeof openSite>[0] = {}) {
  const site = openSite(options);
  const passToken = await site.admission.issuePassToken();
  vi.advanceTimersByTime(20 * minute);
  const pageToken = await site.page(remoteIp);
  vi.advanceTimersByTime(10_000);
  const door = outageSince(Date.now() - 1000);
  return { site, door, passToken, claim: { remoteIp, pageToken } };
}
