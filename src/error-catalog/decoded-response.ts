import type { ErrorEntry, ErrorPlace } from './error-entry.js';
import type { ResponseHeaders } from './headers.js';

/** A response as it came from the vendor, before anything was parsed. */
export interface VendorResponse {
  /** HTTP status. */
  readonly status: number;
  readonly headers?: ResponseHeaders | undefined;
  /** Text, or the bytes: only of these can be told that they are not UTF-8. */
  readonly body: string | ArrayBuffer | ArrayBufferView;
}

export interface DecodeOptions {
  /** The request that was answered, where a vendor's code means different things at different ones. */
  readonly where?: ErrorPlace;
  /** Ms since 1970, for headers that name a moment; the present by default. */
  readonly now?: number;
}

/**
 * Which part of the response says no. `request`: the request itself was refused, nothing was checked or begun.
 * `verdict`: the vendor checked and did not pass it. `task`: a solver service took the task and gave it up.
 */
export type ErrorLayer = 'request' | 'verdict' | 'task';

/** Why nothing can be said of a response. `too_large`: above 64 KiB, and not parsed. */
export type UnrecognizedReason = 'empty' | 'html' | 'too_large' | 'not_utf8' | 'truncated' | 'unknown_shape';

/** What a vendor's response says of errors. */
export type DecodedResponse =
  /** A known form without an error in it. What it grants is not looked at: this admits nobody. */
  | { readonly kind: 'ok' }
  /** Not an error: the answer is still to come. */
  | { readonly kind: 'pending'; readonly code: string; readonly entry: ErrorEntry }
  | {
      readonly kind: 'error';
      readonly layer: ErrorLayer;
      /** As the vendor wrote it, cut to 100 characters; '' where the vendor gave none. */
      readonly code: string;
      readonly entry: ErrorEntry;
      /** The vendor's own words, cut to 500 characters: for logs, not for users. */
      readonly message?: string;
      /** What the vendor's support asks for. */
      readonly requestId?: string;
      /** How long a header of the response asks to wait, in ms, at most a day. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'unrecognized'; readonly why: UnrecognizedReason };
