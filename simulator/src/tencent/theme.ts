import type { CaptchaOptions } from './vendor-contract.js';

/** `true` follows the system, 'force' is always dark. */
export function isDark({ enableDarkMode }: CaptchaOptions): boolean {
  if (enableDarkMode === 'force') return true;
  return enableDarkMode === true && matchMedia('(prefers-color-scheme: dark)').matches;
}
