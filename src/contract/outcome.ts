import type { ErrorCategory } from '../error-category.js';
import type { CaptchaErrorCode } from './error-codes.js';
import type { CaptchaError } from './errors.js';
import type { Vendor } from './vendor.js';

/** How one `verify()` ended. */
export type Outcome =
  /** The vendor reported a passed challenge. Whether it is true, the server asks the vendor with `proof`. */
  | {
      status: 'passed';
      proof: ChallengeProof;
      /** ms since 1970 */
      expiresAt: number;
      /** What the page's `captchaVerifyCallback` said of its business, in Aliyun's V2. */
      bizResult?: boolean;
    }
  /** Nobody was checked, because no provider could. Anyone can forge such a proof: the server decides. */
  | {
      status: 'unverified';
      proof: RecoveryProof;
      /** ms since 1970 */
      expiresAt: number;
      error: CaptchaError;
      /** Tencent's front-end error code, as in the ticket. */
      errorCode: number;
      errorMessage: string;
      bizResult?: undefined;
    }
  | { status: 'dismissed'; proof: null; reason: DismissedReason; bizResult?: undefined }
  /** `recovery: 'none'`, or outside a browser. */
  | { status: 'failed'; proof: null; error: CaptchaError; bizResult?: undefined };

/**
 * `closed` by the user; `timeout`: left open for `challengeTimeout`; `removed`: the page took the challenge out of the
 * document; `superseded` by a newer session on the same page; `destroyed` by the page.
 */
export type DismissedReason = 'closed' | 'timeout' | 'removed' | 'superseded' | 'destroyed';

/** Common to all that the page posts to its server. Plain JSON. */
export interface ProofBase {
  v: 1;
  /** appId or sceneId. Selects among the server's own sites, proves nothing. */
  id: string;
  pageToken?: string;
}

/** What the other vendor's proof has is `undefined` in it, so that a function may name the fields of both. */
export interface TencentProof extends ProofBase {
  vendor: 'tencent';
  ticket: string;
  randstr: string;
  captchaVerifyParam?: undefined;
}

export interface AliyunProof extends ProofBase {
  vendor: 'aliyun';
  captchaVerifyParam: string;
  ticket?: undefined;
  randstr?: undefined;
}

export type ChallengeProof = TencentProof | AliyunProof;

export interface RecoveryProof extends ProofBase {
  vendor: Vendor;
  /** `trerror_<code>_<id>_<unixSeconds>`, see `captcha-failover/recovery-ticket`. */
  ticket: string;
  randstr: string;
  /** What Aliyun's script made in its own degraded mode: the vendor's server is the authority on it. */
  captchaVerifyParam?: string;
  /** Each provider that failed, in the order in which they were tried. */
  failures: Failure[];
}

export interface Failure {
  vendor: Vendor;
  code: CaptchaErrorCode;
  category: ErrorCategory;
  vendorCode?: string;
}

export type Proof = ChallengeProof | RecoveryProof;
