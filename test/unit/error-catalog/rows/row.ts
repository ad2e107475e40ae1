import type { ErrorCategory } from '../../../../src/error-category.js';
import type { ErrorPlace } from '../../../../src/error-catalog/error-entry.js';

/** A line of a vendor's documented tables, as the catalogue must have it. */
export interface Row {
  readonly code: string;
  readonly where: readonly ErrorPlace[];
  readonly category: ErrorCategory;
  /** The kind and its values in ms: `never`, `poll 5000`, `backoff 1000 x2 to 30000`. */
  readonly retry: string;
  /** The vendor's table that it stands in. */
  readonly section: string;
}

/** The lines of one table, which all arise at the same places. */
export const rowsOf = (
  section: string,
  where: readonly ErrorPlace[],
  lines: readonly (readonly [code: string, category: ErrorCategory, retry: string])[],
): Row[] => lines.map(([code, category, retry]) => ({ code, where, category, retry, section }));
