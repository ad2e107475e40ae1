import { useEffect, useLayoutEffect, useState } from 'react';
import { createLiveCaptcha, type LiveCaptcha, type LiveOptions, type LiveState } from '../live/live-captcha.js';

export type UseCaptchaOptions = LiveOptions;

/**
 * `formRef` and `boxRef` are for `ref` of a `<form>` and of the element that an embedded challenge is put into; like
 * `verify` and `reset` they are the same at each render. `outcome` is that of the last check, null before it and from
 * when the next one begins.
 */
export type UseCaptcha = Pick<LiveCaptcha, 'formRef' | 'boxRef' | 'verify' | 'reset'> & LiveState;

/** React of before 19 complains of layout effects on a server. */
const useCommit = typeof document === 'object' ? useLayoutEffect : useEffect;

interface Live extends LiveCaptcha {
  options: UseCaptchaOptions;
}

function createLive(first: UseCaptchaOptions): Live {
  const live: Live = { ...createLiveCaptcha(() => live.options), options: first };
  return live;
}

/**
 * The captcha of a component, made when it is mounted and destroyed when it goes; on a server it does nothing. Options
 * may be written inline: data are compared deeply, and of functions those of the last render are called. Where data have
 * changed, another captcha is made, after a check that runs.
 *
 * @throws CaptchaError `invalid_parameter` in the effect that makes the captcha
 */
export function useCaptcha(options: UseCaptchaOptions): UseCaptcha {
  const [live] = useState(() => createLive(options));
  const [{ status, outcome }, setState] = useState(live.state);
  useCommit(() => {
    live.options = options;
    live.follow();
  });
  useEffect(() => live.mount(setState), [live]);
  const { formRef, boxRef, verify, reset } = live;
  return { formRef, boxRef, verify, reset, status, outcome };
}
