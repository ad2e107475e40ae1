import { callPage, reportPageError } from '../../page/page-callback.js';
import { ownProperties } from '../../parameters/parameter-checks.js';
import { degradedV2, degradedV3, type InitFailure } from './degraded.js';
import { functionsOf, isV3, type PageOptions } from './page-options.js';

/** How an init ends that the vendor's script has said nothing of. */
export interface Failover {
  readonly options: PageOptions;
  /** What the vendor's script would say of it. */
  readonly msg: string;
  /** The user has pressed the button meanwhile. */
  readonly wasClicked: boolean;
  /** Takes the vendor's place behind the page's button, as its script does. */
  onButton(act: () => void): void;
  /** The page said no to a V2 param: another init. */
  restart(): void;
}

/** What the page answers to a V2 param. `undefined` is no answer: the vendor's script waits for it, too. */
function askPage({ options, restart }: Failover, failure: InitFailure): void {
  const { captchaVerifyCallback, onBizResultCallback } = functionsOf(options);
  let isAnswered = false;
  const hear = (value: unknown) => {
    if (isAnswered || value === undefined || value === null) return;
    isAnswered = true;
    const { captchaResult, bizResult } = ownProperties(value) as Partial<Record<string, unknown>>;
    if (captchaResult) callPage(onBizResultCallback, bizResult !== false);
    if (!captchaResult || bizResult === false) restart();
  };
  const answer = callPage(captchaVerifyCallback, degradedV2(options, failure), hear);
  Promise.resolve(answer).then(hear, reportPageError);
}

/**
 * Makes the calls that the vendor's script makes when its Init fails, in its order (docs/vendors/aliyun.md,
 * A-SUCCESS-FIRST): V3 `success` with a degraded param and then `onError`, both unasked; V2 `onError`, and
 * `captchaVerifyCallback` at a click. A V3 page that gives that too hears it first. Its congestion tip is left out.
 */
export function failOver(failover: Failover): void {
  const { options, msg, wasClicked, onButton } = failover;
  const { success, captchaVerifyCallback, onError, onFallback } = functionsOf(options);
  const failure: InitFailure = { code: 'INIT_FAIL', msg };
  const fallBack = () => {
    if (onFallback) callPage(onFallback, failure);
    else if (captchaVerifyCallback) askPage(failover, failure);
  };
  if (isV3(options)) {
    fallBack();
    callPage(success, degradedV3(options));
    callPage(onError, failure);
  } else {
    onButton(fallBack);
    callPage(onError, failure);
    if (wasClicked) fallBack();
  }
}
