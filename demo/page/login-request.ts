import type { AliyunVerdict, Proof } from '../../src/index.js';

/** What the demo's server would do with the proof. It has no vendor's key, so it never says that anyone was verified. */
export interface LoginAnswer {
  decision: 'ask_vendor' | 'policy' | 'refuse' | 'no_answer';
  message: string;
  why: string;
}

/** Posts the sign-in with its proof. Never rejects: a server that cannot be reached is an answer too. */
export async function requestLogin(user: string, proof: Proof): Promise<LoginAnswer> {
  try {
    const response = await fetch('/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, proof }),
    });
    return (await response.json()) as LoginAnswer;
  } catch {
    return { decision: 'no_answer', message: 'The server did not answer. Please try again.', why: '' };
  }
}

/** Aliyun's V2 asks the page's server while its challenge is still open. */
export async function verifyV2(sceneId: string, captchaVerifyParam: string): Promise<AliyunVerdict> {
  const { decision } = await requestLogin('', { v: 1, id: sceneId, vendor: 'aliyun', captchaVerifyParam });
  // A real server answers with the vendor's verdict here; this one can only tell a well-formed proof from a broken one.
  return { captchaResult: decision === 'ask_vendor' };
}
