import type { CaptchaConfig, ChallengeInfo, InitResponse } from './captcha-config.js';
import { loadPictures } from './challenge-pictures.js';
import { isUsable, requestInit } from './init-request.js';

const ASSETS = 'captcha-frontend/dynamicJS';

/** What the script makes of an Init response: also the value of the page's promise. */
export function challengeInfo(response: InitResponse): ChallengeInfo {
  const staticPath = response.StaticPath ?? '';
  return {
    CaptchaType: response.CaptchaType ?? 'SLIDING',
    Image: response.Image ?? '',
    PuzzleImage: response.PuzzleImage ?? '',
    Question: '',
    CaptchaJsPath: `${ASSETS}/${staticPath}.js`,
    CaptchaCssPath: `${ASSETS}/${staticPath.split('/')[0] ?? ''}/main.css`,
    CertifyId: response.CertifyId ?? '',
    PowVerifyString: '',
  };
}

/** A new Init for an instance that is there; `escalate` asks for something to solve after a traceless attempt. */
export async function renewChallenge(config: CaptchaConfig, escalate: boolean): Promise<InitResponse | undefined> {
  const response = await requestInit(config, escalate ? config.CertifyId : undefined);
  if (!isUsable(response)) return undefined;
  Object.assign(config, challengeInfo(response));
  await loadPictures(config);
  return response;
}
