import type { ServerVendor } from '../sites.js';

/** One canary's answer, for metrics. It has no secret, and its texts have few values: they may be labels. */
export interface CanaryEvent {
  vendor: ServerVendor;
  region: string;
  /** What was asked, such as `api` or `script https://…/TJCaptcha.js`. */
  canary: string;
  /** `vetoed`: it looked down, but this process was not fit to see. */
  answer: 'up' | 'down' | 'throttled' | 'unknown' | 'vetoed';
  /** Short, such as `http_503` or `ECONNREFUSED`. */
  why: string;
  /** How long the answer took. */
  ms: number;
}

/** What it throws or rejects with becomes a process warning, nothing more. */
export type OnCanary = (event: CanaryEvent) => unknown;
