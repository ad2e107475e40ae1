import type { ObjectDirective } from 'vue';
import { createLiveCaptcha, type LiveCaptcha } from '../live/live-captcha.js';
import type { UseCaptchaOptions } from './use-captcha.js';

const captchas = new WeakMap<HTMLFormElement, LiveCaptcha>();

/** `<form v-captcha-form="options">`: a captcha for this form, as long as it is there. */
export const vCaptchaForm: ObjectDirective<HTMLFormElement, UseCaptchaOptions> = {
  mounted(form, { value }) {
    const live = createLiveCaptcha(value, () => {});
    live.handles.formRef(form);
    live.mount();
    captchas.set(form, live);
  },
  updated(form, { value }) {
    const live = captchas.get(form);
    if (live) live.follow(value);
  },
  beforeUnmount(form) {
    const live = captchas.get(form);
    if (live) live.unmount();
  },
};
