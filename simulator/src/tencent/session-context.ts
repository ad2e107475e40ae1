import type { TencentCode } from '../case.js';
import type { Lifetime } from './lifetime.js';
import type { PrehandleReply, ShowRequest } from './vendor-contract.js';

export interface FrameBuild {
  /** 1.0 draws the challenge in an iframe, later builds in the page. */
  inIframe: boolean;
}

export interface Passed {
  ticket: string;
  randstr: string;
  verifyDuration?: number | undefined;
  actionDuration?: number | undefined;
}

/** What the parts of a session share. */
export interface SessionContext {
  request: ShowRequest;
  build: FrameBuild;
  /** Until there is a result. */
  life: Lifetime;
  /** Until the session's nodes are taken off the page: an embedded box outlives its result. */
  onPage: Lifetime;
  /** `performance.now()` of the `show()`. */
  startedAt: number;
  reply: PrehandleReply;
  hideLoading: () => void;
  pass: (passed: Passed) => void;
  close: () => void;
  fail: (code: TencentCode) => void;
}
