/** A disaster-recovery ticket taken apart. It proves nothing: every part is public or made up by whoever sent it. */
export interface RecoveryTicket {
  /** `terror` is what the vendor's scripts of the 1.0 era made; `trerror` is the documented form. */
  prefix: 'trerror' | 'terror';
  /** Tencent's front-end error code, four digits. */
  code: number;
  /** CaptchaAppId, or SceneId for Aliyun. */
  id: string;
  /** By the browser's clock, in ms since 1970 (the ticket itself carries whole seconds). */
  issuedAt: number;
  /** The vendor's session id, in tickets that the vendor's own script made. */
  sid?: string;
}

const shape = /^(tr?error)_(\d{4})_([\dA-Za-z-]{1,64})_(\d{10})(?:_([\x21-\x7e]{1,256}))?$/;

/**
 * The bare form: the parts must have been checked before. Our own ids were, when their provider was made.
 *
 * @internal
 * @param now ms since 1970
 */
export function formatRecoveryTicket(code: number, id: string, now: number): string {
  return `trerror_${code}_${id}_${Math.floor(now / 1000)}`;
}

/**
 * Makes the ticket that Tencent documents for "the captcha could not be shown": `trerror_<code>_<id>_<unixSeconds>`.
 * Source: docs/vendors/tencent.md, disaster tickets.
 *
 * @param parts.code four-digit front-end error code, such as 1001
 * @param parts.id CaptchaAppId, or SceneId for Aliyun
 * @param parts.now ms since 1970; the present by default
 * @throws TypeError when the parts do not make a ticket that `parseRecoveryTicket` takes back
 */
export function createRecoveryTicket(parts: { code: number; id: string; now?: number }): string {
  const { code, id, now = Date.now() } = parts;
  const ticket = formatRecoveryTicket(code, id, now);
  if (parseRecoveryTicket(ticket)?.id !== id) {
    throw new TypeError(
      'A recovery ticket needs a four-digit code, an id of letters, digits and "-", and a time in ms.',
    );
  }
  return ticket;
}

/**
 * Takes a recovery ticket apart: both prefixes, four parts and five. Anything else gives `null`, also the malformed
 * copies found in the wild (no separator before the time, empty id). Never throws.
 */
export function parseRecoveryTicket(text: unknown): RecoveryTicket | null {
  const match = typeof text === 'string' && shape.exec(text);
  if (!match) return null;
  const [, prefix, code, id, seconds, sid] = match;
  const ticket = { prefix, code: Number(code), id, issuedAt: Number(seconds) * 1000 } as RecoveryTicket;
  if (sid) ticket.sid = sid;
  return ticket;
}
