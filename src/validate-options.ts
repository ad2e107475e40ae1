import { isPageElement } from './element-ref.js';
import type { CaptchaOptions, ElementRef } from './options.js';
import { checkParameters, ownProperties, type ParameterChecks } from './parameter-checks.js';
import { toList } from './providers/provider-checks.js';
import type { VendorProvider } from './providers/provider.js';
import { leastTurnMs, type SessionOptions } from './session-options.js';

/** What the captcha itself needs beside a session. */
export interface CheckedOptions extends SessionOptions {
  readonly preload: 'eager' | 'idle' | 'none';
  readonly button: ElementRef | undefined;
  readonly page: Pick<CaptchaOptions, 'onOutcome' | 'onError' | 'onEvent'>;
}

const inBrowser = typeof document === 'object';
const isVendorProvider = (value: unknown): value is VendorProvider =>
  typeof value === 'object' && value !== null && typeof (value as Partial<VendorProvider>).start === 'function';

/**
 * Checks every init parameter before anything is loaded. Unlike the vendors' scripts it lets nothing invalid through
 * and skips nothing falsy.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function validateOptions(given: CaptchaOptions): CheckedOptions {
  const checks = checkParameters();
  checks.required('options', given, 'object', 'an object');
  checks.finish();
  const options: Partial<CaptchaOptions> = ownProperties(given);
  const oneOf = (parameter: 'mode' | 'preload' | 'recovery', ...allowed: string[]) =>
    checks.optional(
      parameter,
      options[parameter],
      'string',
      allowed.map((word) => `'${word}'`).join(' or '),
      (value: string) => allowed.includes(value),
    );
  const time = (parameter: string, value: unknown, least: number) =>
    checks.optional(
      parameter,
      value,
      'number',
      `a time in ms, at least ${least}`,
      (ms: number) => ms >= least && ms < Infinity,
    );

  const providers = (options.providers === undefined ? [] : toList(options.providers)).filter(
    (provider): provider is VendorProvider => {
      if (isVendorProvider(provider)) return true;
      checks.add('providers', 'type', provider, 'what tencent() or aliyun() returns');
      return false;
    },
  );
  if (options.providers === undefined || !toList(options.providers).length)
    checks.add('providers', 'missing', options.providers, 'at least one provider');

  oneOf('mode', 'popup', 'embed');
  oneOf('preload', 'eager', 'idle', 'none');
  oneOf('recovery', 'ticket', 'none');
  time('deadline', options.deadline, leastTurnMs * Math.max(1, providers.length));
  time('challengeTimeout', options.challengeTimeout, 0);
  if (checks.optional('retry', options.retry, 'object', '{ limit, timeout }')) {
    const retry = ownProperties(options.retry as object) as { limit?: number; timeout?: number };
    checks.optional(
      'retry.limit',
      retry.limit,
      'number',
      'a whole number from 0 to 10',
      (n: number) => n % 1 === 0 && n >= 0 && n <= 10,
    );
    time('retry.timeout', retry.timeout, 1);
  }
  checks.optional('nonce', options.nonce, 'string', 'a string');
  for (const parameter of ['pageToken', 'onOutcome', 'onError', 'onEvent'] as const)
    checks.optional(parameter, options[parameter], 'function', 'a function');

  const needsElement = options.mode === 'embed' || providers.some((provider) => provider.needsElement);
  if (needsElement && options.element === undefined) {
    const why = options.mode === 'embed' ? "mode 'embed'" : "Tencent's international site";
    checks.add('element', 'missing', undefined, `the box for the challenge: ${why} needs it`);
  }
  const element = checkElement(checks, 'element', options.element);
  if (element && element.getRootNode() !== document && providers.some((provider) => provider.needsDocument)) {
    checks.add('element', 'unsupported', options.element, 'an element outside a shadow root: Aliyun looks it up by id');
  }
  const button = checkElement(checks, 'button', options.button);
  if (button && (button as Partial<HTMLButtonElement>).form && (button as HTMLButtonElement).type === 'submit') {
    checks.add('button', 'unsupported', options.button, "no submit button: call verify() in the form's submit handler");
  }
  const language = checkLanguage(checks, options.language, providers);
  checks.finish();

  const mode = options.mode || 'popup';
  const { limit = 2, timeout = 5000 } = options.retry || {};
  return {
    providers,
    mode,
    element: options.element,
    button: options.button,
    language,
    deadline: options.deadline || 12000,
    challengeTimeout:
      options.challengeTimeout === undefined ? (mode === 'embed' ? 0 : 300000) : options.challengeTimeout,
    retry: { limit, timeout },
    preload: options.preload || 'idle',
    recovery: options.recovery || 'ticket',
    nonce: options.nonce,
    pageToken: options.pageToken,
    page: options,
  };
}

/** Checks a reference, and gives the element where it is known by now: a function is not called before `verify()`. */
function checkElement(checks: ParameterChecks, parameter: string, reference: unknown): HTMLElement | null {
  const expected = 'a selector, an HTMLElement of this page or a function that gives one';
  if (!checks.optional(parameter, reference, 'string|object|function', expected)) return null;
  if (!inBrowser || typeof reference === 'function') return null;
  let found = reference;
  if (typeof reference === 'string') {
    try {
      found = document.querySelector(reference);
    } catch {
      checks.add(parameter, 'unsupported', reference, 'a valid CSS selector');
      return null;
    }
  }
  if (isPageElement(found)) return found;
  checks.add(parameter, 'not_found', reference, expected);
  return null;
}

/** One language must be every provider's; of a list each takes the first that it supports, else its own default. */
function checkLanguage(
  checks: ParameterChecks,
  wanted: unknown,
  providers: readonly VendorProvider[],
): Map<VendorProvider, string> {
  const languages = new Map<VendorProvider, string>();
  if (wanted === undefined) return languages;
  const list = toList(wanted);
  const wellFormed = list.filter((tag) =>
    checks.required('language', tag, 'string', "a BCP 47 tag or the vendor's own code", (text: string) =>
      /^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i.test(text),
    ),
  ) as string[];
  for (const provider of providers) {
    const code = wellFormed.map(provider.language).find((found) => found);
    if (code) languages.set(provider, code);
    else if (!Array.isArray(wanted) && wellFormed.length)
      checks.add('language', 'unsupported', wanted, `a language of ${provider.vendor}, or a list to fall back from`);
  }
  return languages;
}
