import type { CaptchaConfig, CaptchaErrorInfo, CaptchaOptions, ChallengeInfo, InitResponse } from './captcha-config.js';
import { loadDynamicScript, loadStyleSheet } from './asset-loading.js';
import { challengeInfo } from './challenge-info.js';
import { loadPictures } from './challenge-pictures.js';
import { failInit } from './init-failure.js';
import { isUsable, requestInit } from './init-request.js';
import { isRegion, problemsOf } from './option-checks.js';
import { page } from './page-globals.js';
import { adoptOptions } from './shared-config.js';
import { simulatorCase, trapIsOn } from './simulation.js';

export type InitResult = ChallengeInfo | InitResponse | undefined;
type InitCallback = (response: InitResponse) => void;

let isInitializing = false;
let calls = 0;

export async function initCaptcha(options: CaptchaOptions, beforeInstance?: InitCallback): Promise<InitResult> {
  if (simulatorCase.behave === 'no_callback') return new Promise(() => undefined);
  // Before anything is asked: a call that is about to be ignored has replaced the options all the same.
  const config = adoptOptions(options);
  const problems = problemsOf(config);
  if (!trapIsOn('validation-console-only') && problems.length) throw new TypeError(problems.join('\n'));
  for (const problem of problems) console.error(`[AliyunCaptcha] ${problem}`);
  if (!isRegion(config.region)) return unknownRegion(config);
  if (isInitializing && trapIsOn('init-in-flight-ignored')) return undefined;
  return new Promise((resolve) => {
    // Not tied to the promise: what is thrown in there reaches nobody.
    void start(config, resolve, beforeInstance);
  });
}

async function start(
  config: CaptchaConfig,
  resolve: (result: InitResult) => void,
  beforeInstance: InitCallback | undefined,
): Promise<void> {
  const call = ++calls;
  isInitializing = true;
  const response = await requestInit(config).finally(() => {
    // Only the request counts: while the dynamic script hangs, a second init works.
    isInitializing = false;
  });
  const fail = (error: CaptchaErrorInfo): void =>
    failInit(config, error, response, {
      resolve,
      restart: () => void start(config, () => undefined, beforeInstance),
    });
  if (!isUsable(response)) {
    fail(initError(response));
    return;
  }
  const challenge = challengeInfo(response);
  Object.assign(config, challenge);
  const ownConfig = { ...config };
  void loadStyleSheet(challenge.CaptchaCssPath);
  const [isLoaded] = await Promise.all([loadDynamicScript(challenge.CaptchaJsPath), loadPictures(config)]);
  if (!isLoaded || (!page.AliyunCaptcha && !trapIsOn('dynamic-without-global-hangs'))) {
    fail({ code: 'DYNAMICJS_FAIL', msg: '动态JS加载失败' });
    return;
  }
  if (!page.AliyunCaptcha) return;
  beforeInstance?.(response);
  resolve(challenge);
  // The shared config may be that of a later call by now.
  const isLate = call !== calls && !trapIsOn('late-init-builds-with-later-options');
  new page.AliyunCaptcha(isLate ? { ...ownConfig, ...(config.pictures && { pictures: config.pictures }) } : config);
}

/** The API's own code is not in it: that one is only in the value of the promise. */
function initError(response: InitResponse): CaptchaErrorInfo {
  const msg = response.err ?? (trapIsOn('api-code-only-in-promise') ? undefined : response.Code);
  return { code: response.LimitFlow ? 'LIMIT_FLOW' : 'INIT_FAIL', msg };
}

/** The vendor's script stumbles over its own table of hosts, out of reach of the promise. */
function unknownRegion(config: CaptchaConfig): Promise<never> {
  const error = new TypeError(`Cannot read the hosts of region ${String(config.region)}`);
  if (!trapIsOn('unknown-region-never-settles')) return Promise.reject(error);
  void Promise.reject(error);
  return new Promise(() => undefined);
}
