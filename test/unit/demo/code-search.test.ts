// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { catalogVendors } from '../../../demo/page/catalog-words.js';
import { searchCodes } from '../../../demo/page/code-search.js';

const found = (text: string, vendor = '') =>
  searchCodes(catalogVendors, { vendor, text }).map((match) => `${match.vendor.id} ${match.entry.code}`);
const total = catalogVendors.reduce((sum, { table }) => sum + table.length, 0);

describe('the search for a code', () => {
  it('without words finds all of them, or all of one vendor', () => {
    expect(found('')).toHaveLength(total);
    expect(found('  ')).toHaveLength(total);
    expect(found('', 'ucaptcha')).toHaveLength(18);
  });

  it('finds a code at every vendor that has it', () => {
    expect(found('ip_banned')).toEqual(['captchaai IP_BANNED', 'ucaptcha IP_BANNED']);
    expect(found('IP_BANNED', 'ucaptcha')).toEqual(['ucaptcha IP_BANNED']);
  });

  it('puts the whole code before codes that begin with it, and those before others', () => {
    const codes = found('1', 'tencent');
    expect(codes.slice(0, 2)).toEqual(['tencent 1', 'tencent 1001']);
    expect(codes.indexOf('tencent 21')).toBeGreaterThan(codes.indexOf('tencent 104'));
    expect(codes.indexOf('tencent RequestLimitExceeded')).toBeGreaterThan(codes.indexOf('tencent 21'));
    // Of category rate_limit, but not of that name.
    expect(found('limit', 'aicaptcha')).toEqual([
      'aicaptcha verify_limit',
      'aicaptcha refresh_limit',
      'aicaptcha forbidden',
    ]);
  });

  it.each([
    ['a line of JSON', '{"errorId":0,"errorCode":"ERROR_CAPTCHA_UNSOLVABLE"}', 'captchaai ERROR_CAPTCHA_UNSOLVABLE'],
    ['a line of a log', '[warn] captcha: CaptchaCode=100, not ok.', 'tencent 100'],
    ['a code with a full stop', 'SignatureDoesNotMatch.', 'aliyun SignatureDoesNotMatch'],
    ['a code of several parts', 'AuthFailure.SignatureExpire', 'tencent AuthFailure.SignatureExpire'],
    ['a recovery ticket', 'ticket=trerror_1006_2031483705_1649302812', 'tencent 1006'],
    ['an older recovery ticket', 'terror_1002_2031483705_1649302812_abc', 'tencent 1002'],
  ])('finds the code in %s', (_, text, first) => {
    expect(found(text)[0]).toBe(first);
  });

  it('takes the longest of the codes in a text for the one that is meant', () => {
    expect(found('1 F015')[0]).toBe('aliyun F015');
  });

  it('finds words of either language, all of which must be there', () => {
    expect(found('arrears prefix')).toEqual([]);
    expect(found('console arrears', 'aliyun')).toEqual([
      'aliyun Forbidden.AccountAccessDenied',
      'aliyun Forbidden.AccountAccessDenied',
    ]);
    expect(found('欠费', 'tencent')).toEqual([
      'tencent 1006',
      'tencent 31',
      'tencent UnauthorizedOperation.Unauthorized',
    ]);
  });

  it('finds categories, places and retry rules', () => {
    expect(found('replay', 'aicaptcha')).toEqual(['aicaptcha payload_used']);
    expect(found('x-ratelimit-reset')).toEqual(['ucaptcha RATE_LIMITED']);
    expect(found('服务端校验', 'aicaptcha')).toHaveLength(21);
  });

  it('finds nothing for what is in no table', () => {
    expect(found('NO_SUCH_CODE')).toEqual([]);
    expect(found('1006', 'nobody')).toEqual([]);
  });

  it('is not thrown off by any text', () => {
    expect(found('...,,,')).toHaveLength(total);
    expect(found('('.repeat(500))).toHaveLength(total);
    expect(found('trerror_1006_ trerror_x_')[0]).toBe('tencent 1006');
    expect(found('\\d+ [a-z')).toEqual([]);
  });
});
