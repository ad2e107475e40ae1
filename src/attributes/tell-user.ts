import type { Captcha, CaptchaOptions, CaptchaStatus } from '../contract/options.js';
import type { Outcome } from '../contract/outcome.js';
import { userMessage } from '../messages/user-message.js';
import { toList } from '../providers/provider-checks.js';

/**
 * Puts what there is to say of a captcha into the first element that matches by then; where nothing does, it complains
 * once.
 *
 * @returns says an outcome, of which the captcha's status tells nothing
 */
export function tellUser(
  captcha: Captcha,
  selector: string,
  language: CaptchaOptions['language'],
): (outcome: Outcome) => void {
  // To the messages, no language is the page's own.
  const spoken = toList(language).includes('auto') ? undefined : language;
  let hasComplained = false;
  const say = (what: Outcome | CaptchaStatus) => {
    const place = document.querySelector(selector);
    if (place) place.textContent = userMessage(what, spoken);
    else if (!hasComplained) {
      hasComplained = true;
      console.error(`captcha-failover: data-message: no element of this page matches ${selector}`);
    }
  };
  captcha.subscribe(say);
  return say;
}
