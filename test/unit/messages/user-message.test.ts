import { afterEach, describe, expect, it } from 'vitest';
import { CaptchaError, type CaptchaErrorCode, type Outcome } from '../../../src/index.js';
import { userMessage } from '../../../src/messages/index.js';
import { sentences } from '../../../src/messages/sentences.js';

const dismissed = (reason: string) => ({ status: 'dismissed', proof: null, reason }) as Outcome;
const failed = (code: CaptchaErrorCode) =>
  ({ status: 'failed', proof: null, error: new CaptchaError(code) }) as Outcome;
const passed = { status: 'passed', proof: {}, expiresAt: 0 } as Outcome;
const unverified = { status: 'unverified', proof: {}, expiresAt: 0, error: new CaptchaError('offline') } as Outcome;

const { en, zh } = sentences;

describe('userMessage', () => {
  it.each<[string, Parameters<typeof userMessage>[0], string | null]>([
    ['an idle captcha', 'idle', null],
    ['one that is prepared', 'preloading', null],
    ['one that is ready', 'ready', null],
    ['one that starts', 'starting', en.checking],
    ['a challenge on screen', 'challenging', en.checking],
    ['a destroyed captcha', 'destroyed', null],
    ['a pass', passed, null],
    ['nobody checked', unverified, en.not_checked],
    ['a closed challenge', dismissed('closed'), en.try_again],
    ['one that was left open', dismissed('timeout'), en.try_again],
    ['one that the page took away', dismissed('removed'), en.try_again],
    ['one whose place another took', dismissed('superseded'), null],
    ['one that the page ended', dismissed('destroyed'), null],
    ['an outage', failed('script_network'), en.try_again],
    ['no network', failed('offline'), en.try_again],
    ["another script in the vendor's place", failed('script_invalid'), en.reload],
    ['a blocker', failed('script_empty'), en.unblock],
    ['a wrong configuration', failed('vendor_refused'), en.contact_site],
    ["the page's own policy", failed('csp_blocked'), en.contact_site],
    ['a server', failed('not_in_browser'), en.contact_site],
    ['nothing', null, null],
    ['no outcome yet', undefined, null],
  ])('says the right thing for %s', (_, what, sentence) => {
    expect(userMessage(what, 'en')).toBe(sentence);
  });

  it.each<[string | readonly string[], string]>([
    ['en', en.checking],
    ['en-GB', en.checking],
    ['zh', zh.checking],
    ['zh-CN', zh.checking],
    ['zh-Hant-HK', zh.checking],
    ['zh_CN', zh.checking],
    ['cn', zh.checking],
    ['fr', en.checking],
    ['', en.checking],
    ['zhx', en.checking],
    ['ug-CN', en.checking],
    [['fr', 'zh-TW', 'en'], zh.checking],
    [['fr', 'en', 'zh'], en.checking],
    [[], en.checking],
  ])('takes %j for a language', (language, sentence) => {
    expect(userMessage('starting', language)).toBe(sentence);
  });

  it('has a sentence of its own for each case, in both languages', () => {
    const all = Object.values(sentences).flatMap((language) => Object.values(language));
    expect(new Set(all).size).toBe(12);
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const text of Object.values(en)) expect(text).toMatch(/^[A-Z][^.]+\.$/);
    for (const text of Object.values(zh)) expect(text).toMatch(/^[\p{Script=Han}，]+。$/u);
  });

  it('gives null for what is no outcome, and never throws', () => {
    const hostile = {
      get status() {
        throw new Error('hostile');
      },
    };
    const values = [0, true, {}, [], 'no status', 'constructor', hostile, { status: 'failed' }, { status: 'passed' }];
    expect(values.map((value) => userMessage(value as never))).toEqual(values.map(() => null));
    for (const language of [null, 1, {}, [null, Symbol.iterator]])
      expect(() => userMessage('starting', language as never)).not.toThrow();
  });
});

describe('without a language', () => {
  const { documentElement } = document;
  afterEach(() => documentElement.removeAttribute('lang'));

  it('that of the page counts, not that of the browser', () => {
    documentElement.lang = 'zh-CN';
    expect(userMessage('starting')).toBe(zh.checking);
    documentElement.lang = 'en';
    expect(userMessage('starting')).toBe(en.checking);
  });

  it('that of the browser counts where the page has none of these', () => {
    documentElement.lang = 'de';
    Object.defineProperty(navigator, 'language', { value: 'zh-CN', configurable: true });
    expect(userMessage('starting')).toBe(zh.checking);
    Reflect.deleteProperty(navigator, 'language');
  });
});
