import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { disasterResult } from './fakes/tencent.js';
import { appId, expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

async function errorOf(result: unknown) {
  page.tencent.onShow = (instance) => instance.answer(result);
  const captcha = page.create({
    providers: page.tencentProvider({ aidEncrypted: 'secret-aid' }),
    nonce: 'secret-nonce',
  });
  return expectStatus(await outcomeOf(captcha.verify()), 'unverified').error;
}

describe('a CaptchaError', () => {
  it('is an Error with name, message and stack', async () => {
    const error = await errorOf(disasterResult(1006));
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(page.library.CaptchaError);
    expect(error.name).toBe('CaptchaError');
    expect(error.message).not.toBe('');
    expect(error.stack).toContain('CaptchaError');
    expect(String(error)).toContain(error.message);
  });

  it('names the vendor’s own code, also in its message', async () => {
    const error = await errorOf(disasterResult(1006));
    expect(error.vendorCode).toBe('1006');
    expect(error.message).toContain('1006');
  });

  it('tells provider, attempts and time', async () => {
    const error = await errorOf(disasterResult(1006));
    expect(error.provider).toEqual({ vendor: 'tencent', id: appId });
    expect(error.attempts).toBe(1);
    expect(error.elapsedMs).toBeGreaterThan(0);
  });

  it('says what can be done: a failed secondary script may stay failed until reload', async () => {
    expect((await errorOf(disasterResult(1004))).next).toBe('reload');
    expect((await errorOf(disasterResult(1013))).next).toBe('retry');
  });

  it('as JSON is what a log needs, and never a ticket nor the options', async () => {
    const error = await errorOf(disasterResult(1006));
    const json = JSON.parse(JSON.stringify(error)) as Record<string, unknown>;
    expect(json).toMatchObject({
      name: 'CaptchaError',
      code: 'vendor_failed',
      category: 'vendor',
      vendorCode: '1006',
      next: 'retry',
      attempts: 1,
      provider: { vendor: 'tencent', id: appId },
    });
    expect(json['message']).toBe(error.message);
    const text = JSON.stringify(error);
    for (const secret of ['trerror', 'secret-aid', 'secret-nonce', '@bwvwg7d4e3q', 'scriptUrl']) {
      expect(text).not.toContain(secret);
    }
  });

  it('as JSON leaves out what the vendor threw: it may carry anything', async () => {
    const thrown = Object.assign(new Error('x'), { ticket: 'secret-ticket' });
    page.tencent.onCreate = () => {
      throw thrown;
    };
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error.cause).toBe(thrown);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: 'vendor_threw' });
    expect(JSON.stringify(error)).not.toMatch(/cause|secret-ticket/);
  });

  it('as JSON lists the issues of invalid parameters', () => {
    let error: unknown;
    try {
      page.create({ mode: 'float' as never });
    } catch (thrown) {
      error = thrown;
    }
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: 'invalid_parameter',
      issues: [{ parameter: 'mode', problem: 'unsupported' }],
    });
  });
});

describe('isCaptchaError', () => {
  it('knows an error of its own', async () => {
    expect(page.library.isCaptchaError(await errorOf(disasterResult(1006)))).toBe(true);
  });

  it('knows an error of another copy of the library', async () => {
    const first = page.library;
    vi.resetModules();
    const second = await import('../../src/index.js');
    let error: unknown;
    try {
      second.tencent({ appId: '' });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).not.toBeInstanceOf(first.CaptchaError);
    expect(first.isCaptchaError(error)).toBe(true);
  });

  it('knows an error of another realm', () => {
    const error: unknown = runInNewContext(
      `Object.assign(new Error('x'), { name: 'CaptchaError', code: 'offline', category: 'network' })`,
    );
    expect(error).not.toBeInstanceOf(Error);
    expect(page.library.isCaptchaError(error)).toBe(true);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'CaptchaError'],
    ['an ordinary error', new Error('x')],
    ['an error of that name only', Object.assign(new Error('x'), { name: 'CaptchaError' })],
    ['an error of that code only', Object.assign(new Error('x'), { code: 'offline' })],
    ['an unknown code', Object.assign(new Error('x'), { name: 'CaptchaError', code: 'ENOENT' })],
    [
      'the name of something every object has',
      Object.assign(new Error('x'), { name: 'CaptchaError', code: 'toString' }),
    ],
    ['a code that is no string', Object.assign(new Error('x'), { name: 'CaptchaError', code: ['offline'] })],
    ['an abort', new DOMException('x', 'AbortError')],
  ])('does not take %s for one', (_, value) => {
    expect(page.library.isCaptchaError(value)).toBe(false);
  });
});
