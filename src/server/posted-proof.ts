import type { Failure } from '../contract/outcome.js';
import type { ErrorCategory } from '../error-category.js';
import { parseRecoveryTicket, type RecoveryTicket } from '../recovery-ticket.js';
import type { ServerVendor } from './sites.js';

/** What is left of a posted proof once every part of it was looked at. `id` only selects among the server's own sites. */
export type PostedProof = PostedChallenge | PostedRecovery;

export type PostedChallenge = { kind: 'challenge'; id: string; pageToken: string | undefined } & (
  | { vendor: 'tencent'; ticket: string; randstr: string }
  | { vendor: 'aliyun'; captchaVerifyParam: string }
  | { vendor: 'aicaptcha'; response: string }
);

export interface PostedRecovery {
  kind: 'recovery';
  vendor: 'tencent' | 'aliyun';
  id: string;
  ticket: RecoveryTicket;
  /** As posted: the key under which a second use is found out. */
  ticketText: string;
  captchaVerifyParam: string | undefined;
  failures: readonly ReportedFailure[];
  pageToken: string | undefined;
}

/** What the browser says went wrong. A hint, never evidence. */
export type ReportedFailure = Pick<Failure, 'vendor' | 'code'> & { category: ErrorCategory };

/** Largest parts taken, in UTF-16 units. The vendors' own are far below. */
export const MAX_TICKET = 4096;
export const MAX_VERIFY_PARAM = 20_480;
export const MAX_RANDSTR = 256;
export const MAX_TOKEN = 4096;
const MAX_ID = 64;
/** As vectors/proof.schema.json says: one for each provider that a page lists. */
const MAX_FAILURES = 16;
const MAX_PROOF_TEXT = 65_536;

/** Of `captcha-failover/testing`: never worth anything to a verifier. */
const FAKE = 'fake_';

/**
 * Reads a posted proof: an object, or its JSON as a form field holds it. Only own properties count, so that a polluted
 * prototype adds nothing. Never throws, whatever is posted.
 */
export function readPostedProof(posted: unknown): PostedProof | 'malformed' | 'fake' {
  try {
    const value: unknown = typeof posted === 'string' ? parseJson(posted) : posted;
    return typeof value === 'object' && value !== null ? readParts(value) : 'malformed';
  } catch {
    // A getter or a proxy that throws, or text that is no JSON.
    return 'malformed';
  }
}

function parseJson(text: string): unknown {
  return text.length <= MAX_PROOF_TEXT ? JSON.parse(text) : undefined;
}

function readParts(value: object): PostedProof | 'malformed' | 'fake' {
  const id = textOf(value, 'id', MAX_ID);
  const pageToken = own(value, 'pageToken') === undefined ? undefined : textOf(value, 'pageToken', MAX_TOKEN);
  if (own(value, 'v') !== 1 || !id || pageToken === null) return 'malformed';
  const common = { id, pageToken };
  switch (own(value, 'vendor') as ServerVendor) {
    case 'tencent':
      return own(value, 'failures') === undefined
        ? tencentProof(value, common)
        : recoveryProof(value, 'tencent', common);
    case 'aliyun':
      return own(value, 'ticket') === undefined ? aliyunProof(value, common) : recoveryProof(value, 'aliyun', common);
    case 'aicaptcha':
      return aicaptchaProof(value, common);
    default:
      return 'malformed';
  }
}

/** Every part is set, if to `undefined`: an absent one would be looked up in the prototype by whoever reads it. */
type Common = { id: string; pageToken: string | undefined };

function tencentProof(value: object, common: Common): PostedProof | 'malformed' | 'fake' {
  const ticket = textOf(value, 'ticket', MAX_TICKET);
  const randstr = textOf(value, 'randstr', MAX_RANDSTR);
  if (!ticket || !randstr) return 'malformed';
  if (ticket.startsWith(FAKE)) return 'fake';
  // A page that posts the vendor's own result as it is: a disaster ticket is one, whatever it is called.
  if (/^tr?error/.test(ticket)) return recoveryProof(value, 'tencent', common);
  return { kind: 'challenge', vendor: 'tencent', ticket, randstr, ...common };
}

function aliyunProof(value: object, common: Common): PostedProof | 'malformed' | 'fake' {
  const captchaVerifyParam = textOf(value, 'captchaVerifyParam', MAX_VERIFY_PARAM);
  if (!captchaVerifyParam) return 'malformed';
  if (captchaVerifyParam.startsWith(FAKE)) return 'fake';
  return { kind: 'challenge', vendor: 'aliyun', captchaVerifyParam, ...common };
}

function aicaptchaProof(value: object, common: Common): PostedProof | 'malformed' | 'fake' {
  const response = textOf(value, 'response', MAX_TICKET);
  if (!response) return 'malformed';
  return response.startsWith(FAKE) ? 'fake' : { kind: 'challenge', vendor: 'aicaptcha', response, ...common };
}

function recoveryProof(
  value: object,
  vendor: 'tencent' | 'aliyun',
  common: Common,
): PostedRecovery | 'malformed' | 'fake' {
  const ticketText = textOf(value, 'ticket', MAX_TICKET);
  if (ticketText?.startsWith(FAKE)) return 'fake';
  const ticket = parseRecoveryTicket(ticketText);
  const failures = readFailures(own(value, 'failures') ?? []);
  const posted = own(value, 'captchaVerifyParam');
  const param = posted === undefined ? undefined : textOf(value, 'captchaVerifyParam', MAX_VERIFY_PARAM);
  if (!ticketText || !ticket || ticket.id !== common.id || !failures || param === null) return 'malformed';
  if (param?.startsWith(FAKE)) return 'fake';
  return {
    kind: 'recovery',
    vendor,
    ticket,
    ticketText,
    captchaVerifyParam: param,
    failures,
    ...common,
  };
}

function readFailures(posted: unknown): ReportedFailure[] | null {
  if (!Array.isArray(posted) || posted.length > MAX_FAILURES) return null;
  const failures: ReportedFailure[] = [];
  for (const item of posted as unknown[]) {
    if (typeof item !== 'object' || item === null) return null;
    const vendor = textOf(item, 'vendor', MAX_ID);
    const code = textOf(item, 'code', MAX_ID);
    const category = textOf(item, 'category', MAX_ID);
    if (!vendor || !code || !category) return null;
    failures.push({ vendor, code, category } as ReportedFailure);
  }
  return failures;
}

function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** Text without control characters; `null` for anything else. */
function textOf(value: object, name: string, max: number): string | null {
  const text = own(value, name);
  return typeof text === 'string' && text.length <= max && !hasControlCharacter(text) ? text : null;
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return true;
  }
  return false;
}
