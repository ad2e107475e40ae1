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
import { createLiveCaptcha, type LiveCaptcha, type LiveOptions, type LiveState } from '../live/live-captcha.js';

export type UseCaptchaOptions = LiveOptions;

/**
 * `formRef` and `boxRef` are template refs: of a `<form>`, or of a component whose root is one, and of the element that an
 * embedded challenge is put into. `outcome` is that of the last check, null before it and from when the next one begins.
 */
export interface UseCaptcha extends Pick<LiveCaptcha, 'verify' | 'reset'> {
  readonly formRef: ShallowRef<HTMLFormElement | null>;
  readonly boxRef: ShallowRef<HTMLElement | null>;
  readonly status: Readonly<ShallowRef<LiveState['status']>>;
  readonly outcome: Readonly<ShallowRef<LiveState['outcome']>>;
}

/** A template ref on a component holds that, and its root is the element. */
const elementOf = <T>(value: T | { $el: T } | null): T | null =>
  value && (value as { $el?: T }).$el ? (value as { $el: T }).$el : (value as T | null);

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
  const { formRef: takeForm, boxRef: takeBox, ...live } = createLiveCaptcha(() => toValue(options));
  const formRef = shallowRef<HTMLFormElement | null>(null);
  const boxRef = shallowRef<HTMLElement | null>(null);
  const status = shallowRef(live.state().status);
  const outcome = shallowRef(live.state().outcome);
  let unmount: (() => void) | undefined;

  // A view in <KeepAlive> is mounted and activated at first, activated alone later on.
  const mount = () => {
    unmount ||= live.mount((state) => {
      status.value = state.status;
      outcome.value = state.outcome;
    });
  };
  const end = () => {
    if (unmount) unmount();
    unmount = undefined;
  };
  onMounted(mount);
  onActivated(mount);
  onDeactivated(end);
  onBeforeUnmount(end);
  watch(formRef, (form) => takeForm(elementOf(form)), { flush: 'sync' });
  watch(boxRef, (box) => takeBox(elementOf(box)), { flush: 'sync' });
  watch(() => toValue(options), live.follow, { deep: true, flush: 'post' });

  const { verify, reset } = live;
  return { formRef, boxRef, verify, reset, status, outcome };
}
