import type { CaptchaOptions } from '../contract/options.js';
import { toList } from '../providers/provider-checks.js';
import type { VendorProvider } from '../providers/provider.js';

/** What a BCP 47 tag or a vendor's own code looks like. */
export const tagForm = /^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i;

/** What the page says that it speaks, then what the browser says of its user: neither needs to be a tag. */
const spokenLanguages = (): unknown[] =>
  ([document.documentElement.lang] as unknown[]).concat(navigator.languages, navigator.language);

/**
 * The code of the first wanted language that the provider has; undefined leaves it to the vendor. It never throws,
 * because a list holds what users' browsers say, and a user's own setting must not end a page.
 */
export function chooseLanguage(wanted: CaptchaOptions['language'], provider: VendorProvider): string | undefined {
  for (const entry of toList(wanted)) {
    for (const tag of entry === 'auto' ? spokenLanguages() : [entry]) {
      const code = typeof tag === 'string' && tagForm.test(tag) && provider.language(tag);
      if (code) return code;
    }
  }
  return undefined;
}
