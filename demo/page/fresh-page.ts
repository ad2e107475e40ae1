import type { CaptchaEvent, Vendor } from '../../src/index.js';
import { vendorsOf, vendorSignature, type Scenario } from './scenario.js';

/**
 * A vendor's script stays in a page for good. A case that breaks it differently can only be played in a fresh page, so
 * the page reloads itself and goes on where it was.
 */

/** What goes on after the reload: a plain run, or the sign-in. */
export type Resume = 'run' | 'login';

const key = 'demo-resume';
const loaded = new Map<Vendor, string>();

/** Remembers with which scenario a vendor's script was first asked for. */
export function noteAttempt(event: CaptchaEvent, scenario: Scenario): void {
  if (event.type !== 'attempt' || !event.provider || loaded.has(event.provider.vendor)) return;
  loaded.set(event.provider.vendor, vendorSignature(scenario, event.provider.vendor));
}

export function needsFreshPage(scenario: Scenario): boolean {
  return vendorsOf(scenario).some((vendor) => {
    const before = loaded.get(vendor);
    return before !== undefined && before !== vendorSignature(scenario, vendor);
  });
}

export function reloadAndResume(resume: Resume): void {
  forgetRecentFailures();
  try {
    sessionStorage.setItem(key, resume);
  } catch {
    // Without storage the visitor presses the button once more.
  }
  location.reload();
}

/** What was to go on, once. */
export function takeResume(): Resume | null {
  try {
    const resume = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return resume === 'run' || resume === 'login' ? resume : null;
  } catch {
    return null;
  }
}

/** The library tries a provider last that failed in the last minute. A new case starts without such a memory. */
export function forgetRecentFailures(): void {
  try {
    sessionStorage.clear();
  } catch {
    // Nothing was kept.
  }
}
