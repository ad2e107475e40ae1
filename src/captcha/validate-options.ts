import { findElements } from '../page/element-ref.js';
import { development } from '../contract/development.js';
import { warn } from '../contract/warn.js';
import type { CaptchaOptions } from '../contract/options.js';
import { checkParameters, ownProperties } from '../parameters/parameter-checks.js';
import { warnOfUnknownOptions, type OptionNames } from '../parameters/unknown-options.js';
import { toList } from '../providers/provider-checks.js';
import type { VendorProvider } from '../providers/provider.js';
import { chooseLanguage, tagForm } from './choose-language.js';
import { leastTurnMs, type SessionOptions } from '../session/session-options.js';

const optionNames: OptionNames<CaptchaOptions> = {
  providers: true,
  mode: true,
  element: true,
  button: true,
  language: true,
  deadline: true,
  challengeTimeout: true,
  retry: true,
  preload: true,
  recovery: true,
  nonce: true,
  pageToken: true,
  onOutcome: true,
  onError: true,
  onEvent: true,
};
const retryNames: OptionNames<NonNullable<CaptchaOptions['retry']>> = { limit: true, timeout: true };

/**
 * Checks every init parameter before anything is loaded, and fills the defaults in. Unlike the vendors' scripts it lets
 * nothing invalid through and skips nothing falsy.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function validateOptions(given: CaptchaOptions): SessionOptions {
  const { check, note, finish } = checkParameters();
  const own: Partial<CaptchaOptions> = ownProperties(given);
  const { mode = 'popup', deadline = 12000, preload = 'idle', recovery = 'ticket', language } = own;
  const retry: CaptchaOptions['retry'] = ownProperties(own.retry) || {};

  const wanted = 'what tencent() or aliyun() returns, at least one';
  const providers = (own.providers === undefined ? [] : toList(own.providers)) as readonly VendorProvider[];
  const known = providers.filter((provider) => {
    const right = typeof (ownProperties(provider) as Partial<VendorProvider>).start === 'function';
    if (!right) note('providers', 'type', provider, wanted);
    return right;
  });
  if (!providers.length) note('providers', 'missing', own.providers, wanted);

  check('mode', own.mode, '"popup" or "embed"');
  check('preload', own.preload, '"eager" or "idle" or "none"');
  check('recovery', own.recovery, '"ticket" or "none"');
  check('nonce', own.nonce, 'string');
  check('deadline', deadline, 'number', leastTurnMs * Math.max(1, providers.length));
  check('challengeTimeout', own.challengeTimeout, 'number', 0);
  if (check('retry', own.retry, 'object')) {
    if (check('retry.limit', retry.limit, 'number', 0) && Number(retry.limit) % 1) {
      note('retry.limit', 'unsupported', retry.limit, 'a whole number');
    }
    check('retry.timeout', retry.timeout, 'number', 1);
  }
  for (const name of ['pageToken', 'onOutcome', 'onError', 'onEvent'] as const) check(name, own[name], 'function');

  /** The elements where they are known by now: a function is not called before `verify()`. */
  const elementsOf = (name: 'element' | 'button', needed?: boolean) => {
    const expected = 'string or object or function';
    const reference = own[name];
    if (
      !check(name, reference, expected, undefined, needed) ||
      typeof document !== 'object' ||
      typeof reference === 'function'
    )
      return [];
    try {
      const found = findElements(reference);
      if (found[0]) return found;
      note(name, 'not_found', reference, 'an element of this page');
    } catch {
      note(name, 'unsupported', reference, 'a valid selector');
    }
    return [];
  };
  const boxes = elementsOf('element', own.mode === 'embed' || known.some((provider) => provider.needsElement));
  const [box] = boxes;
  if (box && box.getRootNode().nodeType === 11 && known.some((provider) => provider.vendor === 'aliyun')) {
    note('element', 'unsupported', box, 'outside a shadow root, for Aliyun');
  }
  const submits = ({ form, type }: Partial<HTMLButtonElement>) => form && /submit|image/.test(String(type));
  const submitter = elementsOf('button').find(submits);
  if (submitter) {
    note('button', 'unsupported', submitter, "no submit button: call verify() in the form's submit handler");
  }

  // One that the page names must be every provider's. Others are judged at verify(), and never refused.
  if (check('language', language, 'string or array', tagForm) && typeof language === 'string' && language !== 'auto') {
    for (const provider of known) {
      if (!chooseLanguage(language, provider))
        note('language', 'unsupported', language, `"auto", or a language of ${provider.vendor}, or a list`);
    }
  }
  finish();
  if (development) {
    if (boxes.length > 1)
      warn('several_elements', 'The selector of element finds several; the challenge goes into the first of them.');
    warnOfUnknownOptions('createCaptcha()', own, optionNames);
    warnOfUnknownOptions('createCaptcha(), retry,', retry, retryNames);
  }

  const { limit = 2, timeout = 5000 } = retry;
  const { challengeTimeout = mode === 'embed' ? 0 : 300000 } = own;
  return {
    ...own,
    providers,
    mode,
    deadline,
    preload,
    recovery,
    challengeTimeout,
    retry: { limit, timeout },
    language: (provider) => chooseLanguage(language, provider),
  };
}
