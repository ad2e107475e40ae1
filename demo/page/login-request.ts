import type { AliyunVerdict, Proof } from '../../src/index.js';
import type { LoginAnswer } from '../login.js';

/** What the server says of a sign-in; null when it does not answer. */
export type Answer = LoginAnswer | null;

/** Verdicts that Aliyun's V2 asked for while its challenge was open, by param: a second look would be a replay. */
const known = new Map<string, LoginAnswer>();

/** Posts the sign-in with its proof. Never rejects: a server that cannot be reached is an answer too. */
export async function requestLogin(user: string, proof: Proof): Promise<Answer> {
  const param = 'captchaVerifyParam' in proof ? proof.captchaVerifyParam : undefined;
  const verdict = param === undefined ? undefined : known.get(param);
  return verdict ?? postLogin(user, proof);
}

async function postLogin(user: string, proof: Proof): Promise<Answer> {
  try {
    const response = await fetch('/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, proof }),
    });
    return (await response.json()) as LoginAnswer;
  } catch {
    return null;
  }
}

/** Aliyun's V2 asks the page's server while its challenge is still open. */
export async function verifyV2(sceneId: string, captchaVerifyParam: string): Promise<AliyunVerdict> {
  const answer = await postLogin('', { v: 1, id: sceneId, vendor: 'aliyun', captchaVerifyParam });
  if (answer?.accepted) known.set(captchaVerifyParam, answer);
  return { captchaResult: answer?.accepted === true };
}
