import {
  onActivated,
  onBeforeUnmount,
  onDeactivated,
  onMounted,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import type { CaptchaStatus } from '../contract/options.js';
import type { Outcome } from '../contract/outcome.js';
import { createLiveCaptcha, type LiveHandles, type LiveOptions } from '../live/live-captcha.js';

export type UseCaptchaOptions = LiveOptions;

/**
 * `formRef` and `boxRef` are template refs: of a `<form>`, or of a component whose root is one, and of the element that an
 * embedded challenge is put into. `outcome` is that of the last check, null before it and from when the next one begins.
 */
export interface UseCaptcha extends Pick<LiveHandles, 'verify' | 'reset'> {
  readonly formRef: ShallowRef<HTMLFormElement | null>;
  readonly boxRef: ShallowRef<HTMLElement | null>;
  readonly status: Readonly<ShallowRef<CaptchaStatus>>;
  readonly outcome: Readonly<ShallowRef<Outcome | null>>;
}

/** A template ref on a component holds that, and its root is the element. */
const elementOf = <T>(value: T | null): T | null => (value && (value as { $el?: T }).$el) || value;

/**
 * The captcha of a component, made when it is mounted and destroyed when it is unmounted; `<KeepAlive>` destroys it while
 * it keeps the view aside, and makes another when the view is back. On a server it does nothing. Where data of the
 * options change, another captcha is made, after a check that runs; of functions those are called that the options have
 * by then.
 *
 * @param options or a ref or function of them, as for `watch`
 * @throws CaptchaError `invalid_parameter` when it is mounted
 */
export function useCaptcha(options: MaybeRefOrGetter<UseCaptchaOptions>): UseCaptcha {
  const formRef = shallowRef<HTMLFormElement | null>(null);
  const boxRef = shallowRef<HTMLElement | null>(null);
  const status = shallowRef<CaptchaStatus>('idle');
  const outcome = shallowRef<Outcome | null>(null);
  const live = createLiveCaptcha(toValue(options), (nextStatus, nextOutcome) => {
    status.value = nextStatus;
    outcome.value = nextOutcome;
  });
  const { handles } = live;

  // A view in <KeepAlive> is mounted and activated at first, and later on activated alone.
  onMounted(live.mount);
  onActivated(live.mount);
  onDeactivated(live.unmount);
  onBeforeUnmount(live.unmount);
  watch(
    [formRef, boxRef],
    ([form, box]) => {
      handles.formRef(elementOf(form));
      handles.boxRef(elementOf(box));
    },
    { flush: 'sync' },
  );
  watch(() => toValue(options), live.follow, { deep: true });

  return { ...handles, formRef, boxRef, status, outcome };
}
