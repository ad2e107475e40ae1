import type { FrameApi } from './vendor-contract.js';

/** The names that Tencent's scripts put on `window`. Typed here and not globally: other vendors and the library share the program. */
export interface TencentGlobals {
  TencentCaptcha?: unknown;
  TCaptchaGlobal?: boolean;
  TCaptchaApiDomain?: string;
  AqSCode?: FrameApi;
  /** Duplicate guards, JSONP callbacks `_aq_<n>`, callbacks named by `data-cbfn`. */
  [name: string]: unknown;
}

export const page = window as unknown as TencentGlobals;
