import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CaptchaOptions } from '../../src/index.js';
import { expectIssue } from './fakes/expect-issues.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

afterEach(() => {
  vi.restoreAllMocks();
  document.documentElement.removeAttribute('lang');
});

type Given = NonNullable<CaptchaOptions['language']>;

async function tencentGets(language: Given) {
  const captcha = page.create({ language });
  void captcha.verify();
  await elapse(50);
  return page.tencent.last.options['userLanguage'];
}

async function aliyunGets(language: Given) {
  const captcha = page.create({ providers: page.aliyunProvider(), language });
  void captcha.verify();
  await elapse(50);
  return page.aliyun.last.options['language'];
}

/** docs/vendors/tencent.md (T-LANGUAGES) */
const tencentCodes =
  'zh-cn zh-hk zh-tw en ar cs-cz de en-in es es-la fil fr he hi id it ja ko lo ms my nl pl pt pt-pt ro-ro ru th tr uk-ua ur vi';
/** docs/vendors/aliyun.md (A-LANGUAGES) */
const aliyunCodes = 'cn tw en ar de es fr in it ja ko pt ru ms th tr vi';

describe('Tencent’s language', () => {
  it.each(tencentCodes.split(' '))('%s is passed on', async (code) => {
    expect(await tencentGets(code)).toBe(code);
  });

  it.each([
    ['zh', 'zh-cn'],
    ['zh-CN', 'zh-cn'],
    ['zh-Hans', 'zh-cn'],
    ['zh-Hans-CN', 'zh-cn'],
    ['zh-SG', 'zh-cn'],
    ['zh-Hant', 'zh-tw'],
    ['zh-TW', 'zh-tw'],
    ['zh-Hant-TW', 'zh-tw'],
    ['zh-HK', 'zh-hk'],
    ['zh-Hant-HK', 'zh-hk'],
    ['zh-MO', 'zh-hk'],
    ['zh-Hant-MO', 'zh-hk'],
    ['zh-Hans-HK', 'zh-cn'],
    ['zh_TW', 'zh-tw'],
    ['ZH-tw', 'zh-tw'],
    ['en-US', 'en'],
    ['en-GB-oxendict', 'en'],
    ['en-IN', 'en-in'],
    ['en-IN-oxendict', 'en-in'],
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt-pt'],
    ['es-ES', 'es'],
    ['de-AT', 'de'],
    ['de-Latn-DE', 'de'],
    ['cs', 'cs-cz'],
    ['cs-CZ', 'cs-cz'],
    ['ro', 'ro-ro'],
    ['uk', 'uk-ua'],
    ['uk_UA', 'uk-ua'],
    ['fil-PH', 'fil'],
    ['iw', 'he'],
    ['iw-IL', 'he'],
    ['id-ID', 'id'],
  ])('for %s is %s', async (tag, code) => {
    expect(await tencentGets(tag)).toBe(code);
  });

  it.each(['xx', 'sv', 'el-GR', 'english', 'den', 'zhx', 'cz', 'ua'])('cannot be %s', (language) => {
    expectIssue(() => page.create({ language }), 'language', 'unsupported');
  });

  it.each([
    [['sv', 'de-CH', 'en'], 'de'],
    [['en', 'de'], 'en'],
  ])('of the list %j is the first that it has', async (list, code) => {
    expect(await tencentGets(list)).toBe(code);
  });

  it.each([[['sv', 'el']], [[]]])('of the list %j is the vendor’s default', async (list) => {
    expect(await tencentGets(list)).toBeUndefined();
    expect(page.tencent.last.options).not.toHaveProperty('userLanguage');
  });
});

describe('Aliyun’s language', () => {
  it.each(aliyunCodes.split(' '))('%s is passed on', async (code) => {
    expect(await aliyunGets(code)).toBe(code);
  });

  it.each([
    ['zh', 'cn'],
    ['zh-CN', 'cn'],
    ['zh-Hans', 'cn'],
    ['zh-Hans-SG', 'cn'],
    ['zh-TW', 'tw'],
    ['zh-HK', 'tw'],
    ['zh-MO', 'tw'],
    ['zh-Hant', 'tw'],
    ['zh-Hant-HK', 'tw'],
    ['zh-yue-HK', 'tw'],
    ['en-zh-TW', 'en'],
    ['zh_TW', 'tw'],
    ['ZH-hant', 'tw'],
    ['zh-Hans-HK', 'cn'],
    ['id', 'in'],
    ['id-ID', 'in'],
    ['en-US', 'en'],
    ['en_GB', 'en'],
    ['pt-BR', 'pt'],
    ['es-419', 'es'],
    ['ms-MY', 'ms'],
    ['JA', 'ja'],
  ])('for %s is %s', async (tag, code) => {
    expect(await aliyunGets(tag)).toBe(code);
  });

  it.each(['xx', 'nl', 'he', 'cs', 'fil', 'english', 'c', 'cntw'])('cannot be %s', (language) => {
    expectIssue(() => page.create({ providers: page.aliyunProvider(), language }), 'language', 'unsupported');
  });

  it('of a list is the first that it has', async () => {
    expect(await aliyunGets(['nl', 'zh-HK', 'en'])).toBe('tw');
  });

  it('of a list without any of its own is the vendor’s default', async () => {
    expect([undefined, 'cn']).toContain(await aliyunGets(['nl', 'he']));
  });
});

describe('two providers', () => {
  it('get each their own code of one language', async () => {
    page.tencent.onShow = (instance) =>
      instance.answer({ ret: 0, ticket: 'trerror_1013_1_1795264000', errorCode: 1013 });
    void page.create({ providers: [page.tencentProvider(), page.aliyunProvider()], language: 'id' }).verify();
    await elapse(200);
    expect(page.tencent.last.options['userLanguage']).toBe('id');
    expect(page.aliyun.last.options['language']).toBe('in');
  });

  it('get each the first of a list that they have', async () => {
    page.tencent.onShow = (instance) =>
      instance.answer({ ret: 0, ticket: 'trerror_1013_1_1795264000', errorCode: 1013 });
    void page.create({ providers: [page.tencentProvider(), page.aliyunProvider()], language: ['nl', 'fr'] }).verify();
    await elapse(200);
    expect(page.tencent.last.options['userLanguage']).toBe('nl');
    expect(page.aliyun.last.options['language']).toBe('fr');
  });
});

/** What browsers and pages really say, and what no list of languages has. */
const noTags = [
  '',
  ' ',
  '*',
  'C',
  'POSIX ',
  'en-US@posix',
  'en_US.UTF-8',
  'zh_CN.UTF-8',
  'en us',
  '-en',
  'en-',
  'e',
  '日本語',
];
const noStrings = [undefined, null, 7, true, {}, [], ['fr'], new Intl.Locale('fr'), Symbol('fr'), () => 'fr'];

/** The user's browser and the page, as they say which language they speak. */
function speak(lang: string, languages: unknown, language?: unknown): void {
  document.documentElement.lang = lang;
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages as string[]);
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(language as string);
}

describe('a list of languages', () => {
  it.each([...noTags, ...noStrings].map((entry) => ({ entry, kind: typeof entry })))(
    'skips $entry, a $kind that is no tag',
    async ({ entry }) => {
      expect(await tencentGets([entry, 'de'] as string[])).toBe('de');
      expect(await aliyunGets([entry, 'de'] as string[])).toBe('de');
    },
  );

  it('of nothing but such is the vendor’s default', async () => {
    expect(await tencentGets([...noTags, ...noStrings] as string[])).toBeUndefined();
    expect(await aliyunGets([...noTags, ...noStrings] as string[])).toBe('cn');
  });

  it('has the page’s and the browser’s where it says auto', async () => {
    speak('sv', ['sv-SE', 'fi']);
    expect(await tencentGets(['auto', 'en'])).toBe('en');
    expect(await aliyunGets(['th', 'auto', 'en'])).toBe('th');
    speak('sv', ['sv-SE', 'fr', 'en']);
    expect(await aliyunGets(['auto', 'th'])).toBe('fr');
  });
});

describe('one language', () => {
  it.each([...noTags, 'sv-SE', 'nb'])('%j still throws', (language) => {
    expectIssue(() => page.create({ language }), 'language', 'unsupported');
  });
});

describe('the language auto', () => {
  it.each([
    { lang: 'de', languages: ['fr', 'en'], tencent: 'de', aliyun: 'de' },
    { lang: '', languages: ['fr-CA', 'fr', 'en'], tencent: 'fr', aliyun: 'fr' },
    { lang: 'zh-Hans-CN', languages: ['en'], tencent: 'zh-cn', aliyun: 'cn' },
    { lang: 'zh-Hant', languages: ['en'], tencent: 'zh-tw', aliyun: 'tw' },
    { lang: 'sv', languages: ['sv-SE', 'sv', 'en-US', 'en'], tencent: 'en', aliyun: 'en' },
    { lang: 'iw', languages: ['en'], tencent: 'he', aliyun: 'en' },
    { lang: 'nb', languages: ['nb-NO', 'nl', 'id'], tencent: 'nl', aliyun: 'in' },
    { lang: '*', languages: ['pt-BR'], tencent: 'pt', aliyun: 'pt' },
    { lang: 'C', languages: ['en-US@posix', 'vi'], tencent: 'vi', aliyun: 'vi' },
    { lang: 'zh_CN.UTF-8', languages: [null, 7, 'ja'], tencent: 'ja', aliyun: 'ja' },
    { lang: '', languages: [], language: 'ko-KR', tencent: 'ko', aliyun: 'ko' },
    { lang: '', languages: undefined, language: 'th', tencent: 'th', aliyun: 'th' },
    { lang: '', languages: undefined, language: undefined, tencent: undefined, aliyun: 'cn' },
    { lang: 'sv', languages: ['nb', 'fi'], language: 'nb', tencent: undefined, aliyun: 'cn' },
  ])('is $tencent or $aliyun where the page says "$lang" and the browser $languages', async (row) => {
    speak(row.lang, row.languages, row.language);
    expect(await tencentGets('auto')).toBe(row.tencent);
    expect(await aliyunGets('auto')).toBe(row.aliyun);
  });

  it('is asked for at verify(), for a page may say late which language it speaks', async () => {
    speak('de', ['en']);
    const captcha = page.create({ language: 'auto' });
    document.documentElement.lang = 'fr';
    void captcha.verify();
    await elapse(50);
    expect(page.tencent.last.options['userLanguage']).toBe('fr');
  });

  it('has what was made ahead made anew when the page has changed its language since', async () => {
    speak('de', ['en']);
    const captcha = page.create({ providers: page.aliyunProvider(), language: 'auto', preload: 'eager' });
    await elapse(500);
    document.documentElement.lang = 'fr';
    void captcha.verify();
    await elapse(500);
    expect(page.aliyun.inits.map(({ options }) => options['language'])).toEqual(['de', 'fr']);
    expect(page.aliyun.last.clicks).toBe(1);
  });

  it('has preload() make anew what it made in another language, and only then', async () => {
    speak('de', ['en']);
    const captcha = page.create({ providers: page.aliyunProvider(), language: 'auto' });
    await Promise.all([captcha.preload(), elapse(500)]);
    await Promise.all([captcha.preload(), elapse(500)]);
    expect(page.aliyun.inits).toHaveLength(1);
    document.documentElement.lang = 'fr';
    await Promise.all([captcha.preload(), elapse(500)]);
    expect(page.aliyun.inits.map(({ options }) => options['language'])).toEqual(['de', 'fr']);
  });

  it('is each provider’s own', async () => {
    speak('nl', ['id']);
    page.tencent.onShow = (instance) =>
      instance.answer({ ret: 0, ticket: 'trerror_1013_1_1795264000', errorCode: 1013 });
    void page.create({ providers: [page.tencentProvider(), page.aliyunProvider()], language: 'auto' }).verify();
    await elapse(200);
    expect(page.tencent.last.options['userLanguage']).toBe('nl');
    expect(page.aliyun.last.options['language']).toBe('in');
  });
});
