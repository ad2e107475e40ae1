// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { aliyunErrors, tencentErrors, type ErrorCategory } from '../../../src/error-catalog/index.js';
import { CaptchaError } from '../../../src/contract/errors.js';
import type { CaptchaErrorCode } from '../../../src/contract/error-codes.js';
import { readFailure, readInitAnswer } from '../../../src/providers/aliyun/results.js';
import { readTencentResult } from '../../../src/providers/tencent/results.js';
import { disasterResult } from '../fakes/tencent.js';

/** The loader's own clock and the browser's own error events make `timeout` and `network`; a script's word does not. */
const reported =
  'The vendor’s script says so of its own parts. The loader has not seen it, and knows a vendor that failed.';
const coarse = 'Nothing is known of the fault but that the vendor’s script has one, which is what the loader says.';

/** Where the loader’s category is another one than the catalogue’s, and why. */
const exceptions: Readonly<Record<string, readonly [loader: ErrorCategory, reason: string]>> = {
  1001: ['vendor', 'The page’s code, for a script that did not load: from the script itself it can only be a mistake.'],
  1002: ['vendor', reported],
  1003: ['vendor', reported],
  1004: ['vendor', reported],
  1007: ['vendor', reported],
  1008: ['vendor', reported],
  1009: ['vendor', reported],
  1010: ['vendor', reported],
  1012: ['vendor', reported],
  1013: ['vendor', reported],
  1085: ['vendor', reported],
  Fail: ['vendor', reported],
  DYNAMICJS_FAIL: ['vendor', reported],
  OTHER: ['vendor', coarse],
};

interface LoaderError {
  readonly category: ErrorCategory;
  readonly vendorCode?: string | undefined;
}

function tencentError(code: string): LoaderError {
  const reading = readTencentResult(disasterResult(Number(code)));
  return reading && 'code' in reading ? new CaptchaError(reading.code, reading.detail) : { category: 'unknown' };
}

/** What the promise of `initAliyunCaptcha` has where it is not a code alone (docs/vendors/aliyun.md, A-API-CODES). */
const initAnswers: Readonly<Record<string, object>> = {
  403: { Code: '403', LimitedFlow: true, LimitedFlowToken: 't', err: 'LimitedFlow' },
  LimitFlow: { Success: true, Code: 'Success', CaptchaType: 'PUZZLE', LimitFlow: true },
  Fail: { Code: 'Fail', Success: false, err: 'Error: timeout' },
};
const onErrorCodes = /_FAIL$|^LIMIT_FLOW$|^OTHER$/;

/** The script only writes these to the console; the loader makes the same checks before it calls the script. */
const ownChecks: Readonly<Record<string, CaptchaErrorCode>> = {
  parameter_type: 'invalid_parameter',
  parameter_language: 'invalid_parameter',
  parameter_region: 'invalid_parameter',
  parameter_mode: 'invalid_parameter',
  parameter_element: 'element_missing',
};

function aliyunError(code: string): LoaderError {
  const ownCode = ownChecks[code];
  if (ownCode) return new CaptchaError(ownCode, { vendorCode: code });
  const { failure } = readInitAnswer(onErrorCodes.test(code) ? null : (initAnswers[code] ?? { Code: code }));
  return new CaptchaError(...readFailure(failure, onErrorCodes.test(code) ? code : ''));
}

/** Codes that reach the loader in a page; a verify code goes to the site’s server. */
const inPage = (table: typeof aliyunErrors) =>
  table.filter(({ code, where }) => !(where.length === 1 && where[0] === 'server_check') && !/^[TF]\d{3}$/.test(code));

describe.each([
  ['Tencent', inPage(tencentErrors), tencentError, 15],
  ['Aliyun', inPage(aliyunErrors), aliyunError, 22],
] as const)('the loader’s category for codes of %s', (_, entries, loaderError, count) => {
  it(`is known for ${count} of them`, () => {
    expect(entries).toHaveLength(count);
  });

  it.each(entries.map((entry) => [entry.code, entry] as const))(
    '%s is the catalogue’s or a reasoned exception',
    (code, entry) => {
      const { category, vendorCode } = loaderError(code);
      const [exception, reason] = exceptions[code] ?? [];
      expect(category).toBe(exception ?? entry.category);
      if (exception) {
        expect(exception).not.toBe(entry.category);
        expect(reason).toMatch(/\.$/);
      }
      expect(vendorCode).toBe(code === 'LimitFlow' ? 'LIMIT_FLOW' : code);
    },
  );
});

it('each exception is of a code that the loader knows', () => {
  const codes = new Set([...inPage(tencentErrors), ...inPage(aliyunErrors)].map(({ code }) => code));
  expect(Object.keys(exceptions).filter((code) => !codes.has(code))).toEqual([]);
});
