import { handleBusinessResult } from './business-result.js';
import { architectureOf, type CaptchaConfig } from './captcha-config.js';
import type { ChallengeState } from './challenge-view.js';
import { page } from './page-globals.js';
import { textsOf } from './texts.js';
import { v2Param, verifyAnswer } from './verification.js';

export interface SubmissionHooks {
  show: (state: ChallengeState) => void;
  /** Resolves when the popup is gone. */
  passed: () => Promise<void>;
  tryAgain: () => void;
  /** The widget takes answers again. */
  freed: () => void;
}

/** What happens to an answer: V3 asks the vendor, V2 the page. `undefined` is a traceless attempt. */
export function submitAnswer(config: CaptchaConfig, answer: number | undefined, hooks: SubmissionHooks): Promise<void> {
  hooks.show('verifying');
  return architectureOf(config) === 'V2' ? askPage(config, answer, hooks) : askVendor(config, answer, hooks);
}

async function askVendor(config: CaptchaConfig, answer: number | undefined, hooks: SubmissionHooks): Promise<void> {
  const verdict = await verifyAnswer(config, answer);
  hooks.freed();
  switch (verdict.kind) {
    case 'passed':
      await hooks.passed();
      config.success?.(verdict.param);
      break;
    case 'failed':
      hooks.show('slide_fail');
      config.fail?.(verdict.result);
      hooks.tryAgain();
      break;
    case 'unreachable':
      // What the vendor's script does here is not known: a tip, `fail`, and the challenge stays.
      hooks.show('captcha_fail');
      if (config.showErrorTip !== false) showTip(config, textsOf(config).CONGESTION);
      config.fail?.(verdict.result);
  }
}

/** A callback that gives nothing back leaves the widget busy for good. */
function askPage(config: CaptchaConfig, answer: number | undefined, hooks: SubmissionHooks): Promise<void> {
  return handleBusinessResult(config, v2Param(config, answer), {
    passed: () => {
      hooks.freed();
      void hooks.passed();
    },
    refused: () => {
      hooks.freed();
      hooks.tryAgain();
    },
    rejected: () => {
      hooks.freed();
      hooks.show('captcha_fail');
      showTip(config, textsOf(config).CAPTCHA_FAIL);
      hooks.tryAgain();
    },
  });
}

/** The main script's: both scripts show the same tip. */
export function showTip(config: CaptchaConfig, text: string): void {
  page.__ALIYUN_CAPTCHA_UTILS?.showTip(config, text);
}
