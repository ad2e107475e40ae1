import type { Vendor } from '../contract/vendor.js';
import { pageState, type Callable } from '../page/page-state.js';

/** A vendor's script, as its provider names it. */
export interface ScriptSource {
  readonly vendor: Vendor;
  /** Tried in turn. */
  readonly urls: readonly string[];
  readonly globalName: string;
  /** Which of the vendor's sites it is of, where their scripts share one global. */
  readonly site?: string;
  /** For the tag, when free. */
  readonly tagId?: string;
  /** How many more tags may follow one that timed out. */
  readonly tagsAfterTimeout: number;
}

/** The vendor's function, if the page has it. */
export function usableGlobal({ vendor, globalName }: ScriptSource): Callable | undefined {
  const { globals, ours } = pageState();
  try {
    const found = globals[vendor] || (window as unknown as Record<string, Callable | undefined>)[globalName];
    return typeof found === 'function' && !ours.has(found) ? (globals[vendor] = found) : undefined;
  } catch {
    // Consent tools and sandboxes put a getter there that throws.
    return undefined;
  }
}
