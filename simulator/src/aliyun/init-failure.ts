import { architectureOf, type CaptchaConfig, type CaptchaErrorInfo, type InitResponse } from './captcha-config.js';
import { handleBusinessResult } from './business-result.js';
import { showTip } from './congestion-tip.js';
import { degradedCertifyId, degradedV2Param, degradedV3Param } from './degraded-param.js';
import { uploadLog } from './init-request.js';
import { trapIsOn } from './simulation.js';
import { textsOf } from './texts.js';

export interface FailureHooks {
  /** Settles the page's promise with the failing response. */
  resolve(response: InitResponse): void;
  /** Starts over, as V2 does when the business says no. */
  restart(): void;
}

/** The order is the point: a V3 page hears `success` first, `onError` after it, and its promise resolves. */
export function failInit(
  config: CaptchaConfig,
  error: CaptchaErrorInfo,
  response: InitResponse,
  hooks: FailureHooks,
): void {
  uploadLog(config, JSON.stringify(error));
  const certifyId = degradedCertifyId(response);
  const fallback = (): void => {
    if (config.onFallback) config.onFallback(error);
    else fallBack(config, error, certifyId, hooks);
  };
  if (architectureOf(config) === 'V3') {
    fallback();
    if (trapIsOn('success-before-error')) config.success?.(degradedV3Param(config, certifyId, error));
  } else {
    const button = config.button ? document.querySelector<HTMLElement>(config.button) : null;
    if (button) button.onclick = fallback;
  }
  config.onError?.(error);
  hooks.resolve(response);
  // Nothing waits for this function, so error trackers see an unhandled rejection.
  if (trapIsOn('unhandled-rejection')) throw new Error('Network Error');
}

function fallBack(config: CaptchaConfig, error: CaptchaErrorInfo, certifyId: string, hooks: FailureHooks): void {
  if (typeof config.captchaVerifyCallback === 'function') {
    void handleBusinessResult(config, degradedV2Param(config, certifyId, error), {
      passed: () => undefined,
      refused: () => hooks.restart(),
      rejected: () => {
        showTip(config, textsOf(config).CAPTCHA_FAIL);
        hooks.restart();
      },
    });
  } else if (trapIsOn('congestion-tip')) showTip(config, textsOf(config).CONGESTION);
}
