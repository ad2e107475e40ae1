import { documents } from './documents.js';

/** Misuse that breaks nothing at once, so that nobody would notice it. Each has its heading in docs/warnings.md. */
export const warningKinds = [
  'unknown_option',
  'pass_of_another_vendor',
  'page_init',
  'several_captchas',
  'several_elements',
  'unsent_proof',
  'post_without_proof',
] as const;
export type WarningKind = (typeof warningKinds)[number];

const written = new Set<string>();

/**
 * Tells the developer of a misuse, each one once. Always behind `if (development)`, so that the production build has
 * neither the check nor its text.
 *
 * @param text what happens because of it, and the fix; names of options and methods, never a value of the page's
 */
export function warn(kind: WarningKind, text: string): void {
  if (written.has(text)) return;
  written.add(text);
  console.warn(`captcha-failover: ${text} See ${documents}warnings.md#${kind}`);
}
