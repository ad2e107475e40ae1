// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { VendorResponse } from '../../../src/error-catalog/decoded-response.js';
import { decodeErrorResponse, type ErrorLayer, type ErrorVendor } from '../../../src/error-catalog/index.js';
import { aicaptchaRows } from './rows/aicaptcha.js';
import { aliyunRows } from './rows/aliyun.js';
import { captchaaiRows } from './rows/captchaai.js';
import type { Row } from './rows/row.js';
import { tencentRows } from './rows/tencent.js';
import { ucaptchaRows } from './rows/ucaptcha.js';

/** One form in which a row's code travels, and how it is read there. */
interface Form {
  readonly name: string;
  readonly response: VendorResponse;
  readonly kind: 'error' | 'pending' | 'ok';
  readonly layer?: ErrorLayer;
}

const json = (body: unknown, status = 200): VendorResponse => ({ status, headers: {}, body: JSON.stringify(body) });
const text = (body: string): VendorResponse => ({ status: 200, headers: {}, body });

/** The forms that the vendor documents for a row; none for codes that reach a page's callbacks or a log only. */
type FormsOf = (row: Row) => readonly Form[];

const request = (name: string, response: VendorResponse): Form => ({ name, response, kind: 'error', layer: 'request' });
const verdict = (name: string, response: VendorResponse): Form => ({ name, response, kind: 'error', layer: 'verdict' });

const tencentForms: FormsOf = ({ code, where }) => {
  if (!where.includes('server_check')) return [];
  if (!/^\d+$/.test(code)) {
    const response = { Error: { Code: code, Message: 'm' }, RequestId: 'r' };
    return [request('Response.Error', json({ Response: response })), request('bare Error', json(response))];
  }
  const answer = { CaptchaCode: Number(code), CaptchaMsg: 'm', EvilLevel: 0, RequestId: 'r' };
  const forms = [verdict('CaptchaCode', json({ Response: answer })), verdict('bare CaptchaCode', json(answer))];
  return code === '1' ? forms.map(({ name, response }) => ({ name, response, kind: 'ok' as const })) : forms;
};

/** Made by the script or the SDK of what it has seen: no response says them. */
const neverSent = ['Fail', 'RequestTimeoutError', 'ECONNRESET', 'ECONNREFUSED'];

const aliyunForms: FormsOf = (row) => {
  const { code, section, where } = row;
  const isAnswer = section === 'Init API' || where.includes('server_check') || /^F/.test(code);
  if (!isAnswer || neverSent.includes(code)) return [];
  if (code === '403') {
    return [request('x-auth-msg', { status: 403, headers: { 'X-Auth-Msg': 't' }, body: '' })];
  }
  if (code === 'LimitFlow') {
    return [request('success body', json({ Success: true, Code: 'Success', CaptchaType: 'PUZZLE', LimitFlow: true }))];
  }
  if (code === '400') return [request('HTTP 400', json({ RequestId: 'r', Message: 'm' }, 400))];
  if (/^[TF]\d{3}$/.test(code)) {
    const passes = code.startsWith('T');
    const response = json({
      RequestId: 'r',
      Success: true,
      Code: 'Success',
      Result: { VerifyResult: passes, VerifyCode: code, CertifyId: 'c' },
    });
    return [passes ? { name: 'Result', response, kind: 'ok' } : verdict('Result', response)];
  }
  return [
    request('Success false', json({ Success: false, Code: code, Message: 'm', RequestId: 'r' })),
    request('HTTP 4xx', json({ Code: code, Message: 'm', RequestId: 'r' }, 403)),
  ];
};

const aicaptchaForms: FormsOf = ({ code, where }) =>
  where.includes('server_check')
    ? [
        verdict('result', json({ status: 'success', result: 'fail', reason: code })),
        request('status', json({ status: 'error', reason: code })),
      ]
    : [];

const solverForms = (code: string): readonly Form[] => {
  const read: Pick<Form, 'kind' | 'layer'> =
    code === 'CAPCHA_NOT_READY'
      ? { kind: 'pending' }
      : { kind: 'error', layer: code === 'ERROR_CAPTCHA_UNSOLVABLE' ? 'task' : 'request' };
  return [
    { name: 'plain', response: text(code), ...read },
    { name: 'with json=1', response: json({ status: 0, request: code }), ...read },
  ];
};

const ucaptchaForms: FormsOf = ({ code }) => {
  if (code === '255') return [request('DeathByCaptcha', json({ status: 255, error: 'Not found.' }, 503))];
  const legacy = solverForms(code);
  if (code === 'CAPCHA_NOT_READY') {
    return [...legacy, { name: 'modern', response: json({ errorId: 0, status: 'processing' }), kind: 'pending' }];
  }
  const failed = json({ errorId: 0, status: 'failed', errorCode: code });
  return [
    ...legacy,
    request('modern', json({ errorId: 1, errorCode: code, errorDescription: 'm' }, 400)),
    request('DeathByCaptcha', json({ status: 255, error: code }, 503)),
    ...(code === 'ERROR_CAPTCHA_UNSOLVABLE'
      ? [{ name: 'failed task', response: failed, kind: 'error', layer: 'task' } as const]
      : []),
  ];
};

const cases: readonly (readonly [ErrorVendor, readonly Row[], FormsOf, forms: number])[] = [
  ['tencent', tencentRows, tencentForms, 86],
  ['aliyun', aliyunRows, aliyunForms, 55],
  ['aicaptcha', aicaptchaRows, aicaptchaForms, 42],
  ['captchaai', captchaaiRows, ({ code }) => solverForms(code), 46],
  ['ucaptcha', ucaptchaRows, ucaptchaForms, 69],
];

describe.each(cases)('of the documented codes of %s', (vendor, rows, formsOf, count) => {
  const forms = rows.flatMap((row) => formsOf(row).map((form) => [row.code, form.name, row, form] as const));

  it(`${count} wire forms are known`, () => {
    expect(forms).toHaveLength(count);
  });

  it.each(forms)('%s (%s) decodes to its entry', (code, _, { where, category }, { response, kind, layer }) => {
    const decoded = decodeErrorResponse(vendor, response, where[0] ? { where: where[0] } : {});
    expect(decoded).toMatchObject(
      kind === 'ok' ? { kind } : { kind, ...(layer && { layer }), code, entry: { code, where, category } },
    );
  });
});
