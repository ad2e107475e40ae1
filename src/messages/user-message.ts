import type { CaptchaStatus } from '../contract/options.js';
import type { DismissedReason, Outcome } from '../contract/outcome.js';
import type { NextStep } from '../contract/error-codes.js';
import { sentences, type MessageCase, type MessageLanguage } from './sentences.js';

const ofStatus: Record<CaptchaStatus, MessageCase | null> = {
  idle: null,
  preloading: null,
  ready: null,
  starting: 'checking',
  challenging: 'checking',
  destroyed: null,
};

/** Nothing where the page itself, or a newer check, ended it. */
const ofReason: Record<DismissedReason, MessageCase | null> = {
  closed: 'try_again',
  timeout: 'try_again',
  removed: 'try_again',
  superseded: null,
  destroyed: null,
};

const ofNext: Record<NextStep, MessageCase> = {
  retry: 'try_again',
  reload: 'reload',
  unblock: 'unblock',
  fix_configuration: 'contact_site',
};

function caseOf(what: Outcome | CaptchaStatus): MessageCase | null {
  if (typeof what === 'string') return ofStatus[what];
  switch (what.status) {
    case 'passed':
      return null;
    case 'unverified':
      return 'not_checked';
    case 'dismissed':
      return ofReason[what.reason];
    case 'failed':
      return ofNext[what.error.next];
  }
}

/** The first language of these that there are sentences in; of Chinese there is Simplified only. */
function languageOf(wanted: string | readonly string[] | undefined): MessageLanguage {
  const page = typeof document === 'object' ? [document.documentElement.lang, navigator.language] : [];
  for (const tag of wanted === undefined ? page : typeof wanted === 'string' ? [wanted] : wanted) {
    const [, language] = /^(en|zh|cn|tw)(?![a-z])/i.exec(tag) || [];
    if (language) return language.toLowerCase() === 'en' ? 'en' : 'zh';
  }
  return 'en';
}

/**
 * One sentence for the user: what became of a check, or, given a captcha's status, that it is under way. `null` where
 * there is nothing to say: passed, ended by the page or by a newer check, nothing running. Put it into an element with
 * `aria-live="polite"` that is on the page from the start. Never throws.
 *
 * | case | of |
 * | --- | --- |
 * | checking | status `starting` and `challenging` |
 * | could not check you | `unverified` |
 * | try again | `dismissed` by the user, by time or by the page; `failed`, next `retry` |
 * | reload, blocked, contact the site | `failed`, next `reload`, `unblock`, `fix_configuration` |
 *
 * @param language BCP 47 or a vendor's code, or a list in the order of preference: English and Simplified Chinese are
 *   there, anything else is English. By default that of the page (`<html lang>`), else of the browser.
 */
export function userMessage(
  what: Outcome | CaptchaStatus | null | undefined,
  language?: string | readonly string[],
): string | null {
  try {
    const found = what && caseOf(what);
    return (found && sentences[languageOf(language)][found]) || null;
  } catch {
    // Not an outcome.
    return null;
  }
}
