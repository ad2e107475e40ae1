import type { ProbeAnswer } from './check-result.js';
import type { PeerName } from './peers.js';
import type { Reply } from './reply.js';

/** What a server check needs: a proof's parts, and whose they are. */
export type CheckInput = TicketParts & {
  /** Of the visitor, as this server sees it. */
  remoteIp: string;
};
export type TicketParts = TencentTicket | AliyunParam | AicaptchaResponse;

export interface TencentTicket {
  ticket: string;
  randstr: string;
}

export interface AliyunParam {
  captchaVerifyParam: string;
}

export interface AicaptchaResponse {
  response: string;
}

/** A site's vendor, before its package is loaded. */
export interface Vendor {
  /** The vendor's SDK, where it has one. */
  peer?: PeerName;
  /** @throws Error when the package is of no use in this version */
  connect: (loaded: unknown) => VendorApi;
}

/** One call to the API. It never rejects; the signal ends it when nobody waits for it any more. */
export type ApiCall = (signal: AbortSignal) => Promise<Reply>;

/** A canary is more patient than the impatient: a vendor that is slow is not down. In ms. */
export const canaryLimit = (timeoutMs: number): number => Math.max(timeoutMs, 3000);

/** How the canary asks. */
export interface CanaryCall {
  /** Ends it, and nothing else does before `canaryLimit`. */
  signal: AbortSignal;
  /** To be sent with the request, see `seeRequest`. */
  headers: Record<string, string>;
}

/** A connected vendor. */
export interface VendorApi {
  /** undefined: the input is none of this vendor's. */
  callFor: (input: CheckInput) => ApiCall | undefined;
  /** Costs nothing and consumes nothing. Never rejects. */
  canary: (call: CanaryCall) => Promise<Reply>;
  canaryReads: CanaryReading;
  /** The proxy that requests go through. */
  proxy?: () => URL | undefined;
}

/** What it says of the API when the canary's call is answered with a fault. */
export interface CanaryReading {
  vendorError: ProbeAnswer;
  siteFault: ProbeAnswer;
}
