import type { Verdict, Verifier, VerifyContext } from '../src/server/index.js';
import { verdictText } from './verdict-text.js';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What the page hears: the verdict without what only the server keeps, and one sentence. */
export type LoginAnswer = Without<Verdict, 'passToken' | 'requestId'> & { requestId?: string; message: string };

export interface LoginResult {
  status: 200 | 400 | 403 | 413;
  answer: LoginAnswer;
  /** For a cookie. */
  passToken?: string;
}

/** Judges the text of a posted `{ user, proof }`; undefined: it was too long to be read. */
export async function logIn(
  verifier: Pick<Verifier, 'verify'>,
  body: string | undefined,
  visitor: Pick<VerifyContext, 'remoteIp' | 'session' | 'passToken'>,
): Promise<LoginResult> {
  if (body === undefined) return { status: 413, answer: unreadable('Not signed in: the body is too large.') };
  const posted = jsonOf(body);
  if (posted === undefined) return { status: 400, answer: unreadable('Not signed in: the body is not JSON.') };
  const { user, proof } = Object(posted) as Record<string, unknown>;
  const subject = typeof user === 'string' && user !== '' ? { subject: user } : {};
  const verdict = await verifier.verify(proof, { ...visitor, ...subject });
  const { passToken, ...told } = { passToken: undefined, ...verdict };
  const answer: LoginAnswer = { ...told, message: verdictText(verdict) };
  return { status: verdict.accepted ? 200 : 403, answer, ...(passToken !== undefined && { passToken }) };
}

function unreadable(message: string): LoginAnswer {
  return { accepted: false, reason: 'malformed', next: 'stop', message };
}

/** undefined: no JSON, which itself never gives that. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
