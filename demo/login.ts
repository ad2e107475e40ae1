import type { Sentence } from '../src/error-catalog/index.js';
import type { Verdict, Verifier, VerifyContext } from '../src/server/index.js';
import { verdictText } from './verdict-text.js';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What the page hears: the verdict without what only the server keeps, and one sentence. */
export type LoginAnswer = Without<Verdict, 'passToken' | 'requestId'> & {
  requestId?: string;
  /** For a page that has no words of its own, by language. */
  message: Sentence;
};

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
  if (body === undefined)
    return {
      status: 413,
      answer: unreadable({ en: 'Not signed in: the body is too large.', zh: '未登录：提交的内容太大。' }),
    };
  const posted = jsonOf(body);
  if (posted === undefined)
    return {
      status: 400,
      answer: unreadable({ en: 'Not signed in: the body is not JSON.', zh: '未登录：提交的内容不是 JSON。' }),
    };
  const { user, proof } = Object(posted) as Record<string, unknown>;
  const subject = typeof user === 'string' && user !== '' ? { subject: user } : {};
  const verdict = await verifier.verify(proof, { ...visitor, ...subject });
  const { passToken, ...told } = { passToken: undefined, ...verdict };
  const message = { en: verdictText(verdict, 'en'), zh: verdictText(verdict, 'zh') };
  const answer: LoginAnswer = { ...told, message };
  return { status: verdict.accepted ? 200 : 403, answer, ...(passToken !== undefined && { passToken }) };
}

function unreadable(message: Sentence): LoginAnswer {
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
