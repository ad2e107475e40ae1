import { parseRecoveryTicket } from '../src/recovery-ticket.js';

/** What a back end would do next. The demo has no vendor's secret key, so it never says that anyone was verified. */
export interface LoginDecision {
  decision: 'ask_vendor' | 'policy' | 'refuse';
  why: string;
  /** One sentence for the page. */
  message: string;
}

const MAX_TICKET = 4096;
const MAX_RANDSTR = 256;
const MAX_VERIFY_PARAM = 20_000;
const MAX_FAILURES = 16;

/** Judges the shape of `{ user, proof }` alone. */
export function decideLogin(body: unknown): LoginDecision {
  if (!isRecord(body) || !isText(body['user'], 200, 0)) return refuse('The body is not { user, proof }.');
  const { proof } = body;
  if (proof === null || proof === undefined) return refuse('There is no proof.');
  if (!isRecord(proof) || proof['v'] !== 1 || !isText(proof['id'], 64)) return refuse('The proof has no known shape.');
  if ('failures' in proof || looksLikeRecovery(proof['ticket'])) return decideRecovery(proof);
  return decideChallenge(proof);
}

function decideChallenge({ vendor, ticket, randstr, captchaVerifyParam }: Record<string, unknown>): LoginDecision {
  const complete =
    vendor === 'tencent'
      ? isText(ticket, MAX_TICKET) && isText(randstr, MAX_RANDSTR)
      : vendor === 'aliyun' && isText(captchaVerifyParam, MAX_VERIFY_PARAM);
  if (!complete) return refuse('The challenge proof is incomplete.');
  const api = vendor === 'tencent' ? 'DescribeCaptchaResult' : 'VerifyIntelligentCaptcha';
  return {
    decision: 'ask_vendor',
    why: 'A challenge proof counts once the vendor has confirmed it.',
    message: `Challenge proof received: a back end now asks ${api} before it lets anyone in.`,
  };
}

function decideRecovery({ vendor, ticket, randstr, failures }: Record<string, unknown>): LoginDecision {
  const recovery = parseRecoveryTicket(ticket);
  const complete =
    (vendor === 'tencent' || vendor === 'aliyun') &&
    isText(randstr, MAX_RANDSTR) &&
    Array.isArray(failures) &&
    failures.length <= MAX_FAILURES;
  if (!recovery || !complete) return refuse('The recovery proof is malformed.');
  return {
    decision: 'policy',
    why: `A recovery ticket with code ${recovery.code}: nobody was checked, and anyone can forge one.`,
    message:
      'Recovery ticket received: nobody was checked, so the policy for outages decides (limits, a second factor).',
  };
}

/** What is not even worth a look at the proof ends here too: a body that is too large or no JSON. */
export function refuse(why: string): LoginDecision {
  return { decision: 'refuse', why, message: `Refused: ${why}` };
}

/** A real Tencent ticket begins with "tr" as well, so the whole prefix counts. */
function looksLikeRecovery(ticket: unknown): boolean {
  return typeof ticket === 'string' && /^tr?error_/.test(ticket);
}

function isText(value: unknown, maxLength: number, minLength = 1): value is string {
  return typeof value === 'string' && value.length >= minLength && value.length <= maxLength;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
