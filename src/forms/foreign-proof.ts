import { pageState } from '../page/page-state.js';
import { hiddenFields } from './hidden-fields.js';

/** Proofs that this page has had in its forms: a snapshot of a page, or its server's echo, may bring one again. */
const seen = new Set<string>();

/**
 * Whether a form carries a proof that is new to this page, from another copy of the library. Copies from before the
 * page-wide list of protections do not know of ours; without this, each would take the other's submission for the user's.
 */
export function carriesForeignProof(form: HTMLFormElement): boolean {
  const proofs = hiddenFields(form).map(({ value }) => value);
  const fresh = proofs.filter((value) => /^{"v":1,/.test(value) && !seen.has(value));
  fresh.forEach(rememberProof);
  // Before any check the page cannot have made one: the server has sent it along.
  return fresh.length > 0 && pageState().sessions > 0;
}

export function rememberProof(value: string): void {
  seen.add(value);
}
