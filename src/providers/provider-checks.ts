import { ownProperties, type ParameterChecks } from '../parameters/parameter-checks.js';

/** Checks what all vendors' options share, and refuses the vendor options that the session sets itself. */
export function checkProvider(
  { check, note }: ParameterChecks,
  { scriptUrl, vendorOptions }: { scriptUrl?: unknown; vendorOptions?: unknown },
  owned: string,
  called: readonly string[],
): void {
  // Absolute with http(s), or relative.
  for (const url of toList(scriptUrl)) check('scriptUrl', url, 'string', /^(https?:\/\/.|[^\s:?#]+([?#]|$))/i);
  if (scriptUrl && !toList(scriptUrl).length) note('scriptUrl', 'missing', scriptUrl, 'string');
  if (!check('vendorOptions', vendorOptions, 'object')) return;
  const own = ownProperties(vendorOptions) as Record<string, unknown>;
  for (const key of owned.split(' '))
    if (key in own) note(`vendorOptions.${key}`, 'unsupported', own[key], 'nothing, captcha-failover sets it');
  for (const key of called) check(`vendorOptions.${key}`, own[key], 'function');
}

export function toList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
