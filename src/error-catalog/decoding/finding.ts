import type { ErrorLayer } from '../decoded-response.js';
import type { ErrorPlace } from '../error-entry.js';
import type { Body } from './body.js';

/** A vendor's response, opened. */
export interface Wire {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Body;
}

/** What a vendor's form says, before its table is asked. */
export type Finding =
  | { readonly kind: 'ok' }
  | { readonly kind: 'pending'; readonly code: string }
  | {
      readonly kind: 'error';
      readonly layer: ErrorLayer;
      readonly code: string;
      /** If the form itself shows it. */
      readonly where?: ErrorPlace;
      readonly message?: unknown;
      readonly requestId?: unknown;
    }
  | { readonly kind: 'unrecognized'; readonly why: 'unknown_shape' };

export const ok: Finding = { kind: 'ok' };
export const unknownShape: Finding = { kind: 'unrecognized', why: 'unknown_shape' };
