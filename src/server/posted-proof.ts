import type { Failure } from '../contract/outcome.js';
import type { ErrorCategory } from '../error-category.js';
import { parseRecoveryTicket, type RecoveryTicket } from '../recovery-ticket.js';
import { ownField } from './checks/own-field.js';
import type { AliyunParam, TicketParts } from './checks/vendor-api.js';
import type { ServerVendor } from './sites.js';

/** What is left of a posted proof once every part of it was looked at. `id` only selects among the server's own sites. */
export type PostedProof = PostedChallenge | PostedRecovery;

/** Every part is set, if to `undefined`: an absent one would be looked up in the prototype by whoever reads it. */
interface Common {
  id: string;
  pageToken: string | undefined;
}

export interface PostedChallenge extends Common {
  kind: 'challenge';
  vendor: ServerVendor;
  /** What the vendor is asked about. */
  parts: TicketParts;
  /** What may be used once. */
  once: string;
}

export interface PostedRecovery extends Common {
  kind: 'recovery';
  vendor: 'tencent' | 'aliyun';
  ticket: RecoveryTicket;
  once: string;
  /** A param that Aliyun's own script made in its failover. */
  parts: AliyunParam | undefined;
  failures: readonly ReportedFailure[];
}

/** What the browser says went wrong. A hint, never evidence. */
export type ReportedFailure = Pick<Failure, 'vendor' | 'code'> & { category: ErrorCategory };

/** Largest parts taken, in characters as JSON Schema counts them (code points). The vendors' own are far below. */
export const MAX_TICKET = 4096;
export const MAX_VERIFY_PARAM = 20_480;
export const MAX_RANDSTR = 256;
export const MAX_TOKEN = 4096;
const MAX_TEXT = 64;
const MAX_FAILURES = 16;
/** In UTF-16 units, which are enough for the largest parts together. */
const MAX_PROOF_TEXT = 65_536;

/** Text with something in it and no control character, read by UTF-16 units. */
const TEXT = /^[ -~\u0080-\uffff]+$/;
/** Of appIds, sceneIds and site keys. */
export const ID_SHAPE = /^[0-9A-Za-z_-]{1,64}$/;

/** Of `captcha-failover/testing`: never worth anything to a verifier. */
const FAKE = 'fake_';

/**
 * Reads a posted proof: an object, or its JSON as a form field holds it. It takes what vectors/proof.schema.json takes,
 * no more and no less. Only own properties count, so that a polluted prototype adds nothing. Never throws, whatever is
 * posted.
 */
export function readPostedProof(posted: unknown): PostedProof | 'malformed' | 'fake' {
  try {
    return readParts(typeof posted === 'string' ? parseJson(posted) : posted);
  } catch {
    // A getter or a proxy that throws, or text that is no JSON.
    return 'malformed';
  }
}

function parseJson(text: string): unknown {
  return text.length <= MAX_PROOF_TEXT ? JSON.parse(text) : undefined;
}

function readParts(value: unknown): PostedProof | 'malformed' | 'fake' {
  const id = ownField(value, 'id');
  if (ownField(value, 'v') !== 1 || typeof id !== 'string' || !ID_SHAPE.test(id)) return 'malformed';
  // What is no token is as good as none: a real ticket must not fail because of the error page that came in its place.
  const common = { id, pageToken: textOf(value, 'pageToken', MAX_TOKEN) ?? undefined };
  const vendor = ownField(value, 'vendor') as ServerVendor;
  switch (vendor) {
    case 'tencent':
    case 'aliyun':
      if (isRecovery(value, vendor)) return recoveryProof(value, vendor, common);
      return vendor === 'tencent' ? tencentProof(value, common) : aliyunProof(value, common);
    case 'aicaptcha':
      return aicaptchaProof(value, common);
    default:
      return 'malformed';
  }
}

/** Also a page that posts the vendor's own result as it is: a disaster ticket is one, whatever it is called. */
function isRecovery(value: unknown, vendor: 'tencent' | 'aliyun'): boolean {
  const ticket = ownField(value, 'ticket');
  if (ownField(value, 'failures') !== undefined) return true;
  return vendor === 'aliyun' ? ticket !== undefined : /^tr?error/.test(String(ticket));
}

function tencentProof(value: unknown, common: Common): PostedProof | 'malformed' | 'fake' {
  const ticket = textOf(value, 'ticket', MAX_TICKET);
  const randstr = textOf(value, 'randstr', MAX_RANDSTR);
  if (ticket === null || randstr === null) return 'malformed';
  return challenge({ vendor: 'tencent', parts: { ticket, randstr }, once: ticket, ...common });
}

function aliyunProof(value: unknown, common: Common): PostedProof | 'malformed' | 'fake' {
  const param = textOf(value, 'captchaVerifyParam', MAX_VERIFY_PARAM);
  if (param === null) return 'malformed';
  return challenge({ vendor: 'aliyun', parts: { captchaVerifyParam: param }, once: param, ...common });
}

function aicaptchaProof(value: unknown, common: Common): PostedProof | 'malformed' | 'fake' {
  const response = textOf(value, 'response', MAX_TICKET);
  if (response === null) return 'malformed';
  return challenge({ vendor: 'aicaptcha', parts: { response }, once: response, ...common });
}

function challenge(read: Omit<PostedChallenge, 'kind'>): PostedChallenge | 'fake' {
  return isFake(read.once) ? 'fake' : { kind: 'challenge', ...read };
}

function recoveryProof(
  value: unknown,
  vendor: 'tencent' | 'aliyun',
  common: Common,
): PostedRecovery | 'malformed' | 'fake' {
  const once = textOf(value, 'ticket', MAX_TICKET);
  const hasParam = ownField(value, 'captchaVerifyParam') !== undefined;
  const param = hasParam ? textOf(value, 'captchaVerifyParam', MAX_VERIFY_PARAM) : undefined;
  if (isFake(once) || isFake(param)) return 'fake';
  const ticket = parseRecoveryTicket(once);
  const failures = readFailures(ownField(value, 'failures'));
  if (once === null || !ticket || !failures || param === null) return 'malformed';
  const parts = vendor === 'aliyun' && param !== undefined ? { captchaVerifyParam: param } : undefined;
  return { kind: 'recovery', vendor, ticket, once, parts, failures, ...common };
}

function readFailures(posted: unknown = []): ReportedFailure[] | null {
  if (!Array.isArray(posted) || posted.length > MAX_FAILURES) return null;
  const failures: ReportedFailure[] = [];
  for (const item of posted as unknown[]) {
    const vendor = textOf(item, 'vendor', MAX_TEXT);
    const code = textOf(item, 'code', MAX_TEXT);
    const category = textOf(item, 'category', MAX_TEXT);
    if (vendor === null || code === null || category === null) return null;
    failures.push({ vendor, code, category } as ReportedFailure);
  }
  return failures;
}

function isFake(text: string | null | undefined): boolean {
  return text?.startsWith(FAKE) === true;
}

/** Text of so many characters at most; `null` for anything else. */
function textOf(value: unknown, name: string, max: number): string | null {
  const text = ownField(value, name);
  if (typeof text !== 'string' || !TEXT.test(text)) return null;
  // A character has two UTF-16 units at most.
  const isShort = text.length <= max || (text.length <= 2 * max && Array.from(text).length <= max);
  return isShort ? text : null;
}
