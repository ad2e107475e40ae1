import { useEffect, useLayoutEffect, useState } from 'react';
import { development } from '../contract/development.js';
import type { CaptchaStatus } from '../contract/options.js';
import type { Outcome } from '../contract/outcome.js';
import { createLiveCaptcha, type LiveCaptcha, type LiveHandles, type LiveOptions } from '../live/live-captcha.js';

export type UseCaptchaOptions = LiveOptions;

/**
 * `formRef` and `boxRef` are for `ref` of a `<form>` and of the element that an embedded challenge is put into; like
 * `verify` and `reset` they are the same at each render. `outcome` is that of the last check, null before it and from
 * when the next one begins.
 */
export interface UseCaptcha extends LiveHandles {
  readonly status: CaptchaStatus;
  readonly outcome: Outcome | null;
}

/** React of before 19 complains of layout effects on a server. */
const useCommit = typeof document === 'object' ? useLayoutEffect : useEffect;

const mounted = new WeakSet<LiveCaptcha>();

/**
 * In development React ends effects and begins them anew, all at once, under StrictMode and where a Fast Refresh brings
 * an edited component: that has not gone, and a challenge that is open stays.
 */
function unmountUnlessBack(live: LiveCaptcha): void {
  mounted.delete(live);
  void Promise.resolve().then(() => mounted.has(live) || live.unmount());
}

/**
 * The captcha of a component, made when it is mounted and destroyed when it goes; on a server it does nothing. Options
 * may be written inline: data are compared deeply, and of functions those of the last render are called. Where data have
 * changed, another captcha is made, after a check that runs.
 *
 * @throws CaptchaError `invalid_parameter` in the effect that makes the captcha
 */
export function useCaptcha(options: UseCaptchaOptions): UseCaptcha {
  const [status, setStatus] = useState<CaptchaStatus>('idle');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [live] = useState(() =>
    createLiveCaptcha(options, (nextStatus, nextOutcome) => {
      setStatus(nextStatus);
      setOutcome(nextOutcome);
    }),
  );
  useCommit(() => live.follow(options));
  useEffect(() => {
    live.mount();
    if (!development) return live.unmount;
    mounted.add(live);
    return () => unmountUnlessBack(live);
  }, [live]);
  return { ...live.handles, status, outcome };
}
