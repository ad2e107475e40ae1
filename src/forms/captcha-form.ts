import { createCaptcha } from '../captcha/create-captcha.js';
import type { CaptchaOptions } from '../contract/options.js';
import { ownProperties } from '../parameters/parameter-checks.js';
import { protectForm, type ProtectFormOptions } from './protect-form.js';

/**
 * Protects a form with a captcha of its own, for whatever calls a function with an element: a Svelte attachment
 * (`{@attach captchaForm(options)}`), a React 19 ref that is made once (`ref={captchaForm}`, not a new one at each
 * render), a call by hand. Nothing happens before the returned function is called with a form.
 *
 * @returns takes the form and returns what undoes it all: a running check ends, its form can be sent as if this had never
 * been. It throws CaptchaError `invalid_parameter`, with every issue found, and ignores null.
 */
export function captchaForm(
  options: CaptchaOptions & ProtectFormOptions,
): (form: HTMLFormElement | null) => (() => void) | undefined {
  return (form) => {
    if (!form) return undefined;
    const { field, fields, ...own } = ownProperties(options);
    const captcha = createCaptcha(own);
    try {
      // One that is undefined counts as left out.
      const end = protectForm(captcha, form, { field, fields } as ProtectFormOptions);
      return () => {
        end();
        captcha.destroy();
      };
    } catch (error) {
      captcha.destroy();
      throw error;
    }
  };
}
