import type { ObjectDirective } from 'vue';
import { createLiveCaptcha } from '../live/live-captcha.js';
import type { UseCaptchaOptions } from './use-captcha.js';

interface Protected {
  options: UseCaptchaOptions;
  follow(): void;
  end(): void;
}
const protectedForms = new WeakMap<HTMLFormElement, Protected>();

/** `<form v-captcha-form="options">`: a captcha for this form, as long as it is there. */
export const vCaptchaForm: ObjectDirective<HTMLFormElement, UseCaptchaOptions> = {
  mounted(form, { value }) {
    const live = createLiveCaptcha(() => own.options);
    const own: Protected = { options: value, follow: live.follow, end: () => {} };
    live.formRef(form);
    own.end = live.mount(() => {});
    protectedForms.set(form, own);
  },
  updated(form, { value }) {
    const own = protectedForms.get(form);
    if (!own) return;
    own.options = value;
    own.follow();
  },
  beforeUnmount(form) {
    const own = protectedForms.get(form);
    if (own) own.end();
  },
};
