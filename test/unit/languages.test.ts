import { describe, expect, it } from 'vitest';
import { expectIssue } from './fakes/expect-issues.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

async function tencentGets(language: string | readonly string[]) {
  const captcha = page.create({ language });
  void captcha.verify();
  await elapse(50);
  return page.tencent.last.options['userLanguage'];
}

async function aliyunGets(language: string | readonly string[]) {
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
