import { describeError } from '../error-catalog/describe.js';
import type { CheckResult } from './checks/check-result.js';
import type { Incident } from './incident.js';
import { refusal } from './refusal.js';
import type { ServerVendor } from './sites.js';
import type { Undated } from './verdict.js';

/** What the vendor's no means for the visitor. */
export function vendorRefusal(
  vendor: ServerVendor,
  result: Exclude<CheckResult, { kind: 'human' | 'unchecked' | 'busy' }>,
  tell: (incident: Incident) => void,
): Undated {
  const { vendorCode } = result;
  const known = vendorCode === undefined ? {} : { vendorCode, ...adviceOn(vendor, vendorCode) };
  const at = Date.now();
  switch (result.kind) {
    case 'rate_limited':
      return refusal('rate_limited', { retryAfterMs: result.retryAfterMs, vendorCode });
    case 'misconfigured':
      tell({ kind: 'misconfigured', vendor, detail: result.detail, ...known, at });
      return refusal('misconfigured', { vendorCode });
    case 'refused':
      if (result.reason === 'test_mode') tell({ kind: 'test_mode', vendor, ...known, at });
      return refusal(result.reason, { vendorCode });
  }
}

/** From the error catalogue, for whoever reads the incident. */
function adviceOn(vendor: ServerVendor, vendorCode: string) {
  const { category, advice } = describeError(vendor, vendorCode, 'server_check');
  return category === 'unknown' ? {} : { category, advice: advice.en };
}
