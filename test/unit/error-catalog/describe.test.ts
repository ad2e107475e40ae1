// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { describeError, type ErrorVendor } from '../../../src/error-catalog/describe.js';

describe('describeError', () => {
  it.each([
    ['tencent', 'RequestLimitExceeded', 'rate_limit'],
    ['aliyun', 'F008', 'replay'],
    ['aicaptcha', 'payload_used', 'replay'],
    ['captchaai', 'ERROR_WRONG_USER_KEY', 'configuration'],
    ['ucaptcha', 'ERROR_BANNED', 'account'],
  ] as const)('knows the codes of %s', (vendor, code, category) => {
    expect(describeError(vendor, code)).toMatchObject({ code, category });
  });

  it('keeps apart what two vendors call by one name', () => {
    expect(describeError('captchaai', 'IP_BANNED').category).not.toBe(describeError('ucaptcha', 'IP_BANNED').category);
  });

  it('does not know the code of another vendor', () => {
    expect(describeError('aicaptcha', 'F008').category).toBe('unknown');
  });

  it('tells places apart', () => {
    expect(describeError('aliyun', 'Throttling', 'init').where).toEqual(['init']);
    expect(describeError('aliyun', 'Throttling', 'server_check').where).toEqual(['server_check']);
  });

  it.each<[string, unknown]>([
    ['another name', 'geetest'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['hasOwnProperty', 'hasOwnProperty'],
    ['nothing', undefined],
    ['a symbol', Symbol('tencent')],
    ['an array of one', ['tencent']],
    [
      'an object that throws as key',
      {
        toString() {
          throw new Error('toString');
        },
      },
    ],
  ])('takes %s for no vendor', (_, vendor) => {
    expect(describeError(vendor as ErrorVendor, 1006, 'init')).toMatchObject({
      code: '1006',
      where: ['init'],
      category: 'unknown',
      retry: { kind: 'never' },
    });
  });
});
