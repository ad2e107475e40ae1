import type { Generation } from './generation.js';

/** What the page's callback gets. Which keys are there differs by outcome and generation. */
export interface CaptchaResult {
  ret: 0 | 2;
  ticket?: string | null;
  randstr?: string;
  appid?: string;
  bizState?: unknown;
  errorCode?: number;
  errorMessage?: string;
  verifyDuration?: number | undefined;
  actionDuration?: number | undefined;
  sid?: string;
}
export type CaptchaCallback = (result: CaptchaResult) => void;

/** The caller's own options object: the constructor writes into it and keeps it. */
export interface CaptchaOptions {
  appid?: string;
  callback?: CaptchaCallback;
  bizState?: unknown;
  enableDarkMode?: boolean | 'force';
  sdkOpts?: { width?: number; height?: number } | null;
  ready?: (info: object) => void;
  needFeedBack?: boolean | string;
  loading?: boolean;
  userLanguage?: string;
  type?: string;
  aidEncrypted?: string;
  aidEncryptedType?: string;
  showFn?: (info: { duration: number; sid: string }) => void;
  verifyFn?: (info: { pass: boolean; sid: string }) => void;
  enableAutoCheck?: boolean;
  ele?: HTMLElement | null;
  start?: () => void;
  end?: () => void;
  fwidth?: number;
}

/** What the entry script hands to the secondary script at each `show()`. */
export interface ShowRequest {
  owner: object;
  generation: Generation;
  apiHost: string;
  appid: string;
  callback: CaptchaCallback;
  element: HTMLElement | null;
  options: CaptchaOptions;
}

export interface TicketView {
  bizState: unknown;
  appid: string;
  ticket: string;
  randstr: string;
}

/** The secondary script's global. */
export interface FrameApi {
  create(request: ShowRequest): void;
  destroy(owner: object): void;
  getTicket(): TicketView | null;
  /** Clears the ticket and starts the last session again. */
  refresh(): void;
}

/** The reply of `/cap_union_prehandle`. */
export interface PrehandleReply {
  /** 1 is good, 217 is the rate limit (1014); anything else counts as a failed request. */
  state: number;
  sid: string;
  seed: number;
  /** Not empty: passed with no UI. */
  ticket: string;
  randstr: string;
}

/** The reply of `/cap_union_new_verify`. */
export interface VerifyReply {
  /** '0' passes, '50' is a wrong answer. */
  errorCode: string;
  ticket: string;
  randstr: string;
}
