// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { decodeErrorResponse } from '../../../src/error-catalog/decode-error-response.js';
import type { VendorResponse } from '../../../src/error-catalog/decoded-response.js';
import type { ErrorVendor } from '../../../src/error-catalog/describe.js';

const vendors = ['tencent', 'aliyun', 'aicaptcha', 'captchaai', 'ucaptcha'] as const;
const samples: Record<ErrorVendor, string> = {
  tencent: '{"Response":{"Error":{"Code":"InternalError","Message":"验证失败"}}}',
  aliyun: '{"Success":false,"Code":"IllegalScene","Message":"场景错误"}',
  aicaptcha: '{"status":"success","result":"fail","reason":"payload_used","text":"失败"}',
  captchaai: '{"status":0,"request":"ERROR_PAGEURL","text":"错误"}',
  ucaptcha: '{"errorId":1,"errorCode":"ERROR_PAGEURL","errorDescription":"错误"}',
};
const utf8 = (text: string) => new TextEncoder().encode(text);

describe.each(vendors)('decodeErrorResponse of %s', (vendor) => {
  const decode = (body: unknown, status = 200) =>
    decodeErrorResponse(vendor, { status, headers: {}, body } as VendorResponse);
  const sample = samples[vendor];

  it.each<[string, unknown]>([
    ['text', sample],
    ['bytes', utf8(sample)],
    ['a buffer of Node', Buffer.from(sample)],
    ['an ArrayBuffer', utf8(sample).buffer],
    ['a view into a larger buffer', new DataView(utf8(` ${sample}}`).buffer, 1, utf8(sample).length)],
    ['text with a byte order mark', `\uFEFF${sample}`],
    ['bytes with a byte order mark', utf8(`\uFEFF${sample}`)],
    ['white space around it', `\r\n\t ${sample} \n`],
  ])('takes %s', (_, body) => {
    expect(decode(body)).toMatchObject({ kind: 'error' });
    expect(decode(body)).toEqual(decode(sample));
  });

  it('takes a body up to 64 KiB, and parses nothing of a larger one', () => {
    const padding = 64 * 1024 - utf8(sample).length;
    expect(decode(sample + ' '.repeat(padding))).toMatchObject({ kind: 'error' });
    expect(decode(utf8(sample + ' '.repeat(padding)))).toMatchObject({ kind: 'error' });
    for (const body of [sample + ' '.repeat(padding + 1), utf8(sample + ' '.repeat(padding + 1))]) {
      expect(decode(body)).toEqual({ kind: 'unrecognized', why: 'too_large' });
    }
    // Bytes count, not characters: 22 000 of these are above 64 KiB.
    expect(decode(`${sample}${'　'.repeat(22_000)}`)).toEqual({ kind: 'unrecognized', why: 'too_large' });
  });

  it('takes a body of exactly 64 KiB in which each character is one byte', () => {
    const plain = sample.replace(/\p{Script=Han}/gu, 'x');
    expect(decode(plain.padEnd(64 * 1024))).toMatchObject({ kind: 'error' });
    expect(decode(plain.padEnd(64 * 1024 + 1))).toEqual({ kind: 'unrecognized', why: 'too_large' });
  });

  it('neither parses nor copies what is far too large', () => {
    const encode = vi.spyOn(TextEncoder.prototype, 'encode');
    const parse = vi.spyOn(JSON, 'parse');
    expect(decode(sample + ' '.repeat(200_000))).toEqual({ kind: 'unrecognized', why: 'too_large' });
    expect(encode).not.toHaveBeenCalled();
    expect(parse).not.toHaveBeenCalled();
  });

  it.each<[string, unknown, string]>([
    ['an empty body', '', 'empty'],
    ['no bytes', new Uint8Array(0), 'empty'],
    ['white space', ' \r\n\t', 'empty'],
    ['a byte order mark alone', '\uFEFF', 'empty'],
    ['no body', undefined, 'empty'],
    ['null', null, 'empty'],
    ['HTML', '<!doctype html><title>502 Bad Gateway</title>', 'html'],
    ['HTML after white space', '\n <html>', 'html'],
    ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d), 'not_utf8'],
    ['a character cut in two', utf8('{"a":"错').slice(0, -1), 'not_utf8'],
    ['text of another encoding', Uint8Array.of(0xb4, 0xed, 0xce, 0xf3), 'not_utf8'],
    ['text that goes on after JSON', '{"status":0} x', 'unknown_shape'],
    ['two answers', '{"status":0}{"status":0}', 'unknown_shape'],
    ['single quotes', "{'status':0}", 'unknown_shape'],
    ['a list', '[1]', 'unknown_shape'],
    ['a number', '255', 'unknown_shape'],
    ['null as JSON', 'null', 'unknown_shape'],
    ['a sentence', 'upstream connect error', 'unknown_shape'],
    ['a parsed body', { errorId: 1 }, 'unknown_shape'],
    ['what only says that it is a buffer', { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 3 }, 'not_utf8'],
    ['a number for a body', 17, 'unknown_shape'],
  ])('does not recognize %s', (_, body, why) => {
    expect(decode(body)).toEqual({ kind: 'unrecognized', why });
    expect(decode(body, 503)).toEqual({ kind: 'unrecognized', why });
  });

  it('takes JSON that was cut anywhere for cut', () => {
    for (let length = 1; length < sample.length; length++) {
      expect(decode(sample.slice(0, length))).toEqual({ kind: 'unrecognized', why: 'truncated' });
    }
  });

  it('does not parse what is nested deeper than any answer', () => {
    const nested = (levels: number) => `${sample.slice(0, -1)},"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(decode(nested(31))).toMatchObject({ kind: 'error' });
    expect(decode(nested(32))).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
    expect(decode('['.repeat(60_000))).toEqual({ kind: 'unrecognized', why: 'truncated' });
  });

  it('is not misled by brackets and quotes in text', () => {
    expect(decode('{"a":"}]\\"}"')).toEqual({ kind: 'unrecognized', why: 'truncated' });
    expect(decode('{"a":"\\""} x')).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
    expect(decode('{"a":"{[\\\\"} x')).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
  });

  it('takes nothing from a prototype, nor puts anything into one', () => {
    const keys = sample.slice(1, -1);
    expect(decode(`{"__proto__":{${keys}}}`)).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
    expect(decode(`{"constructor":{"prototype":{${keys}}}}`)).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
    const names = ['Error', 'Code', 'status', 'errorId'] as const;
    try {
      for (const name of names) Object.assign(Object.prototype, { [name]: 1 });
      expect(decode('{}')).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
    } finally {
      for (const name of names) Reflect.deleteProperty(Object.prototype, name);
    }
  });
});

describe('decodeErrorResponse', () => {
  it('keeps the words of a vendor short', () => {
    const decoded = decodeErrorResponse('tencent', {
      status: 200,
      headers: {},
      body: JSON.stringify({
        Response: { Error: { Code: 'X'.repeat(3000), Message: 'm'.repeat(3000) }, RequestId: 'r'.repeat(3000) },
      }),
    });
    expect(decoded).toMatchObject({
      code: 'X'.repeat(100),
      message: 'm'.repeat(500),
      requestId: 'r'.repeat(100),
    });
  });

  it('cuts them before a character of two halves, not through it', () => {
    const words = (length: number) => `${'w'.repeat(length - 1)}😀`;
    const refusal = { Error: { Code: words(100), Message: words(500) }, RequestId: words(100) };
    const decoded = decodeErrorResponse('tencent', { status: 200, body: JSON.stringify({ Response: refusal }) });
    expect(decoded).toMatchObject({ code: 'w'.repeat(99), message: 'w'.repeat(499), requestId: 'w'.repeat(99) });
  });

  it.each<[string, unknown]>([
    ['a number', 7],
    ['a list', ['r']],
    ['an object', { id: 'r' }],
    ['true', true],
    ['empty text', ''],
  ])('leaves out words of a vendor that are %s, and keeps the error', (_, words) => {
    const refusal = { Error: { Code: 'InternalError', Message: words }, RequestId: words };
    const decoded = decodeErrorResponse('tencent', { status: 200, body: JSON.stringify({ Response: refusal }) });
    expect(decoded).toMatchObject({ kind: 'error', code: 'InternalError' });
    expect(decoded).not.toHaveProperty('message');
    expect(decoded).not.toHaveProperty('requestId');
  });

  it('takes headers of fetch, and works without any', () => {
    const body = '{"errorId":1,"errorCode":"RATE_LIMITED"}';
    const headers = new Headers({ 'x-ratelimit-reset': '7' });
    expect(decodeErrorResponse('ucaptcha', { status: 429, headers, body })).toMatchObject({ retryAfterMs: 7000 });
    expect(decodeErrorResponse('ucaptcha', { status: 429, body })).toMatchObject({ kind: 'error' });
  });

  it('looks the code up at the place that the caller names', () => {
    const body = '{"Success":false,"Code":"Throttling"}';
    for (const where of ['init', 'server_check'] as const) {
      expect(decodeErrorResponse('aliyun', { status: 200, headers: {}, body }, { where })).toMatchObject({
        entry: { code: 'Throttling', where: [where] },
      });
    }
  });

  it.each<[string, unknown]>([
    ['another name', 'geetest'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['nothing', undefined],
    ['a list of one', ['tencent']],
    ['a symbol', Symbol('tencent')],
  ])('takes %s for no vendor', (_, vendor) => {
    const body = JSON.stringify({ Response: { Error: { Code: 'InternalError', Message: 'm' }, RequestId: 'r' } });
    expect(decodeErrorResponse(vendor as ErrorVendor, { status: 200, headers: {}, body })).toEqual({
      kind: 'unrecognized',
      why: 'unknown_shape',
    });
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'unknown_shape'],
    ['null', null, 'unknown_shape'],
    ['text', 'OK|1', 'empty'],
    [
      'an object whose body throws',
      {
        get body() {
          throw new Error('body');
        },
      },
      'unknown_shape',
    ],
  ])('takes %s for no response', (_, response, why) => {
    for (const vendor of vendors) {
      expect(decodeErrorResponse(vendor, response as VendorResponse)).toEqual({ kind: 'unrecognized', why });
    }
  });
});
