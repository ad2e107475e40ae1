import type { CaptchaConfig } from './captcha-config.js';
import { TEXTS } from './texts.js';

const REGIONS = ['cn', 'sgp', 'ga'];
const MODES = ['popup', 'embed'];
const STRINGS = ['SceneId', 'prefix', 'region', 'language', 'mode', 'element', 'button', 'captchaLogoImg'] as const;
const FUNCTIONS = [
  ...['captchaVerifyCallback', 'onBizResultCallback', 'success', 'fail'],
  ...['getInstance', 'onError', 'onClose', 'onFallback'],
] as const;
const BOOLEANS = ['immediate', 'delayBeforeSuccess', 'showErrorTip', 'disableMaskClick'] as const;

export function isRegion(region: string | undefined): boolean {
  return REGIONS.includes(region ?? 'cn');
}

/** What the vendor's script complains about. Every rule skips falsy values, so a missing `SceneId` is no problem. */
export function problemsOf(config: CaptchaConfig): string[] {
  const problems: string[] = [];
  const check = (name: string, isRight: (value: unknown) => boolean, problem: string): void => {
    const value = (config as Record<string, unknown>)[name];
    if (value && !isRight(value)) problems.push(`${name}: ${problem}`);
  };
  const typed = (names: readonly string[], type: string): void =>
    names.forEach((name) => check(name, (value) => typeof value === type, `must be a ${type}`));

  typed(STRINGS, 'string');
  typed(FUNCTIONS, 'function');
  typed(BOOLEANS, 'boolean');
  check('timeout', (value) => typeof value === 'number' && value >= 0, 'must be a number of milliseconds from 0 up');
  check('rem', (value) => typeof value === 'number' && value > 0, 'must be a number above 0');
  check('region', (value) => REGIONS.includes(String(value)), `must be one of ${REGIONS.join(', ')}`);
  check('mode', (value) => MODES.includes(String(value)), 'must be popup or embed');
  check('language', (value) => isLanguage(config, value), 'is not a supported language');
  check('upLang', isPlainObject, 'must be a plain object');
  check('slideStyle', isSlideStyle, 'must be a plain object with numeric width and height');
  check('element', isElementId, 'must be "#id" of an element of the page');
  check('button', isElementId, 'must be "#id" of an element of the page');
  return problems;
}

function isLanguage(config: CaptchaConfig, value: unknown): boolean {
  return typeof value === 'string' && (value in TEXTS || value in (config.upLang ?? {}));
}

/** Objects of another realm and `Object.create(null)` are refused, as by the vendor. */
function isPlainObject(value: unknown): boolean {
  return (value as object).constructor === Object;
}

function isSlideStyle(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const entries = Object.entries(value as object);
  return (
    entries.length > 0 &&
    entries.every(([key, size]) => (key === 'width' || key === 'height') && typeof size === 'number')
  );
}

function isElementId(value: unknown): boolean {
  if (typeof value !== 'string' || !value.startsWith('#')) return false;
  try {
    return document.querySelector(value) !== null;
  } catch {
    return false;
  }
}
