import type { Lifetime } from '../page/lifetime.js';
import { pageState } from '../page/page-state.js';
import { fileOf } from './file-of.js';

/**
 * Remembers what the page's Content-Security-Policy and Trusted Types hold back: for good, since no policy of a page is
 * ever loosened. A blocked script is told before its `error`, in all engines; a plain string that Trusted Types refuse,
 * a task or more after the `load` of the script that set it. A report-only policy tells both, and holds nothing back.
 */
export function recordViolations(life: Lifetime): void {
  life.listen(document, 'securitypolicyviolation', (event) => {
    const { disposition, blockedURI, effectiveDirective, sourceFile } = event as SecurityPolicyViolationEvent;
    const { blocked, refusing } = pageState();
    if (disposition !== 'enforce') return;
    if (blockedURI === 'trusted-types-sink') refusing.add(fileOf(sourceFile));
    // Images and requests of the vendor's are blocked by directives of their own.
    else if (/^(script|default)-src/.test(effectiveDirective)) blocked.add(fileOf(blockedURI));
  });
}

/** Whether a script of this URL is not let in. */
export function isBlocked(url: string): boolean {
  const { blocked } = pageState();
  // After a redirect some browsers tell the origin only.
  return blocked.has(fileOf(url)) || blocked.has(new URL(url).origin);
}

/**
 * Whether Trusted Types have refused what a script of this URL does. Without a URL: what any script does that is not of
 * the page's own origin, as those are that a vendor's script fetches.
 */
export function isRefusedTypes(url?: string): boolean {
  // WebKit does not always name the script.
  const isTheirs = (file: string) => !file || (url ? file === fileOf(url) : !file.startsWith(location.origin));
  return [...pageState().refusing].some(isTheirs);
}
