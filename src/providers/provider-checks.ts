import { ownProperties, type ParameterChecks } from '../parameter-checks.js';

/** Checks what all vendors' options share, and refuses the vendor options that the session sets itself. */
export function checkProvider(
  checks: ParameterChecks,
  options: { scriptUrl?: unknown; vendorOptions?: unknown },
  owned: string,
  called: string,
): void {
  const { scriptUrl, vendorOptions } = options;
  const urls = Array.isArray(scriptUrl) ? (scriptUrl as unknown[]) : [scriptUrl];
  if (!urls.length) checks.add('scriptUrl', 'missing', scriptUrl, 'at least one URL');
  for (const url of urls) checks.optional('scriptUrl', url, 'string', 'an http(s) URL', isScriptUrl);
  if (!checks.optional('vendorOptions', vendorOptions, 'object', 'an object')) return;
  for (const [key, value] of Object.entries(ownProperties(vendorOptions as object))) {
    const parameter = `vendorOptions.${key}`;
    if (owned.split(' ').includes(key))
      checks.add(parameter, 'unsupported', value, 'nothing: captcha-failover sets it');
    if (called.split(' ').includes(key)) checks.optional(parameter, value, 'function', 'a function');
  }
}

/** Outside a browser a relative URL cannot be resolved, so only its scheme is looked at. */
function isScriptUrl(url: string): boolean {
  return url !== '' && (/^https?:\/\/[^/]/i.test(url) || !/^[a-z][a-z\d+.-]*:/i.test(url.trim()));
}

export function toList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
