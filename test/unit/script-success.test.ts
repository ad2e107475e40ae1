import { describe, expect, it } from 'vitest';
import type { ScriptRequest } from './fakes/script-network.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const define = (value: unknown) => Object.assign(window, { TencentCaptcha: value });
const verifyOnce = () => page.create({ retry: { limit: 0 } }).verify();

describe('a script', () => {
  it('that loads without the global is script_empty', async () => {
    page.network.answer('TJCaptcha', 'empty');
    const { error, errorCode, errorMessage } = expectStatus(await outcomeOf(verifyOnce()), 'unverified');
    expect(error).toMatchObject({ code: 'script_empty', category: 'vendor', next: 'unblock', attempts: 1 });
    expect([errorCode, errorMessage]).toEqual([1001, 'jsload_error']);
  });

  it.each([['a string'], [{}], [null], [0]])('that defines %j as the global is script_invalid', async (value) => {
    page.network.answer('TJCaptcha', (request: ScriptRequest) => {
      define(value);
      request.load();
    });
    expect(expectStatus(await outcomeOf(verifyOnce()), 'unverified').error.code).toBe('script_invalid');
  });

  it('that answers with an error is script_network', async () => {
    page.network.answer('TJCaptcha', 'error');
    const { error, errorCode, errorMessage } = expectStatus(await outcomeOf(verifyOnce()), 'unverified');
    expect(error).toMatchObject({ code: 'script_network', category: 'network', next: 'retry' });
    expect([errorCode, errorMessage]).toEqual([1001, 'jsload_error']);
  });

  it('that never answers is script_timeout', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const { error, errorCode, errorMessage } = expectStatus(await outcomeOf(verifyOnce()), 'unverified');
    expect(error).toMatchObject({ code: 'script_timeout', category: 'timeout', next: 'retry' });
    expect([errorCode, errorMessage]).toEqual([1001, 'jsload_error']);
  });

  it('that defines its global and never fires load is used', async () => {
    page.network.answer('TJCaptcha', () => page.tencent.install());
    void verifyOnce();
    await elapse(1000);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('that fires error although its global is there is used', async () => {
    page.network.answer('TJCaptcha', (request) => {
      page.tencent.install();
      request.fail();
    });
    void verifyOnce();
    await elapse(1000);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('that arrives after its attempt was given up is used while another attempt hangs', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const outcome = watch(page.create({ retry: { timeout: 1000 } }).verify());
    await elapse(1500);
    expect(page.network.requests).toHaveLength(2);
    page.tencent.install();
    page.network.requests[0]?.load();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(outcome.value?.status).toBe('passed');
    expect(page.network.requests).toHaveLength(2);
  });

  it('that arrives after the session’s end is told as late, and changes nothing', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const events: string[] = [];
    const captcha = page.create({
      retry: { limit: 0 },
      onEvent: (event) => events.push(event.type === 'late' ? `late ${event.what}` : event.type),
    });
    expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    page.tencent.install();
    page.network.requests[0]?.load();
    await elapse(1000);
    expect(events.slice(-1)).toEqual(['late script']);
    expect(page.tencent.instances).toHaveLength(0);
  });

  it('that arrived late is used by the next session without any new tag', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const captcha = page.create({ retry: { limit: 0 } });
    await outcomeOf(captcha.verify());
    page.tencent.install();
    page.network.requests[0]?.load();
    void captcha.verify();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
    expect(page.network.requests).toHaveLength(1);
  });
});

describe('the first usable global', () => {
  it('wins for good: a second copy of the script replaces nothing', async () => {
    const captcha = page.create();
    const first = captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await outcomeOf(first);
    define(function () {
      throw new Error('second copy');
    });
    const second = captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expect((await outcomeOf(second)).status).toBe('passed');
  });

  it('that the page has already is used without any tag', async () => {
    page.tencent.install();
    void page.create().verify();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
    expect(page.network.requests).toHaveLength(0);
  });
});
