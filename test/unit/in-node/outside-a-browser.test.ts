// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Library from '../../../src/index.js';
import { expectIssue } from '../fakes/expect-issues.js';

let library: typeof Library;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  library = await import('../../../src/index.js');
});
afterEach(() => vi.useRealTimers());

const create = (options = {}) =>
  library.createCaptcha({ providers: library.tencent({ appId: '199999861' }), ...options });

describe('outside a browser', () => {
  it.each(['../../../src/index.js', '../../../src/recovery-ticket.js', '../../../src/script-tag.js'])(
    'importing %s changes no global and starts no timer',
    async (entry) => {
      expect(typeof document).toBe('undefined');
      vi.resetModules();
      const before = Reflect.ownKeys(globalThis);
      await import(/* @vite-ignore */ entry);
      // The test runner's own bookkeeping aside.
      const added = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key));
      expect(added.filter((key) => !String(key).includes('vite'))).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('a captcha is inert, whatever its preload', async () => {
    const before = Reflect.ownKeys(globalThis);
    for (const preload of ['eager', 'idle', 'none']) {
      const captcha = create({ preload });
      expect(captcha.status).toBe('idle');
      await captcha.preload();
      const statuses: string[] = [];
      captcha.subscribe((status) => statuses.push(status))();
      captcha.destroy();
      expect(captcha.status).toBe('destroyed');
    }
    expect(vi.getTimerCount()).toBe(0);
    expect(Reflect.ownKeys(globalThis)).toEqual(before);
  });

  it('verify() fails as not_in_browser', async () => {
    const pageToken = vi.fn(() => 'token1');
    const outcome = await create({ pageToken }).verify();
    expect(outcome).toMatchObject({
      status: 'failed',
      proof: null,
      error: { code: 'not_in_browser', category: 'environment' },
    });
    expect(pageToken).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('verify() rejects for a signal that was aborted before', async () => {
    const reason = new Error('changed my mind');
    await expect(create().verify({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('element and button are checked by type only', () => {
    for (const reference of ['#box', '.box', '##', () => null]) {
      expect(() => create({ element: reference, button: reference })).not.toThrow();
    }
    expectIssue(() => create({ element: 7 }), 'element', 'type');
    expectIssue(() => create({ button: null }), 'button', 'type');
  });

  it.each([
    ['mode', 'float'],
    ['deadline', 0],
    ['language', 'xx'],
    ['preload', true],
    ['providers', []],
    ['onError', null],
  ])('%s: %j is refused as in a browser', (parameter, value) => {
    expectIssue(() => create({ [parameter]: value }), parameter);
  });

  it('embed needs an element as in a browser', () => {
    expectIssue(() => create({ mode: 'embed' }), 'element', 'missing');
  });

  it('protectForm() protects nothing, and can be ended', () => {
    expect(() => library.protectForm(create(), '#login')()).not.toThrow();
    expectIssue(() => library.protectForm(create(), null as never), 'form', 'type');
  });

  it('userMessage() speaks English unless it is told otherwise', async () => {
    const { userMessage } = await import('../../../src/messages/index.js');
    expect(userMessage('starting')).toBe('Checking that you are human.');
    expect(userMessage('starting', 'zh-CN')).toBe('正在进行安全验证。');
  });

  it('a fake provider can be made, as for a rendered page', async () => {
    const { fakeProvider } = await import('../../../src/testing/index.js');
    expect(create({ providers: fakeProvider({ result: 'close' }) }).status).toBe('idle');
  });

  it('a relative scriptUrl is taken', () => {
    expect(() => library.tencent({ appId: '1', scriptUrl: '/tencent.js' })).not.toThrow();
  });
});
