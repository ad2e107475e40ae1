import { describe, expect, it, vi } from 'vitest';
import { v3Param } from './fakes/aliyun.js';
import { libraryTimers } from './fakes/later.js';
import { elapse, elapseLong, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

describe('preload', () => {
  it.each([undefined, 'idle' as const])('%s waits until the browser is idle', async (preload) => {
    const idle: (() => void)[] = [];
    vi.stubGlobal('requestIdleCallback', (act: () => void) => idle.push(act));
    vi.stubGlobal('cancelIdleCallback', () => {});
    page.library.createCaptcha({ providers: page.tencentProvider(), ...(preload && { preload }) });
    await elapse(1900);
    expect(page.network.requests).toHaveLength(0);
    idle.forEach((act) => act());
    await elapse(100);
    expect(page.network.requests).toHaveLength(1);
  });

  /** A browser that is never idle. */
  function stayBusy() {
    vi.stubGlobal('requestIdleCallback', (act: () => void, { timeout }: IdleRequestOptions) =>
      timeout === undefined ? setTimeout(() => {}) : setTimeout(act, timeout),
    );
    vi.stubGlobal('cancelIdleCallback', clearTimeout);
  }

  it('idle waits 2 s at most for a busy browser', async () => {
    stayBusy();
    page.create({ preload: 'idle' });
    await elapse(1999);
    expect(page.network.requests).toHaveLength(0);
    await elapse(1);
    expect(page.network.requests).toHaveLength(1);
  });

  it('idle is called off by destroy()', () => {
    stayBusy();
    const captcha = page.create({ preload: 'idle' });
    expect(libraryTimers()).toBe(1);
    captcha.destroy();
    expect(libraryTimers()).toBe(0);
  });

  it('idle works in a browser without requestIdleCallback', async () => {
    page.create({ preload: 'idle' });
    expect(page.network.requests).toHaveLength(0);
    await elapse(3000);
    expect(page.network.requests).toHaveLength(1);
  });

  it('eager loads at once', async () => {
    page.create({ preload: 'eager' });
    await elapse(0);
    expect(page.network.requests).toHaveLength(1);
  });

  it('none loads nothing before verify()', async () => {
    const captcha = page.create({ preload: 'none' });
    await elapse(60000);
    expect(page.network.requests).toHaveLength(0);
    void captcha.verify();
    await elapse(0);
    expect(page.network.requests).toHaveLength(1);
  });

  it('prepares the first provider only', async () => {
    page.create({ providers: [page.tencentProvider(), page.aliyunProvider()], preload: 'eager' });
    await elapse(5000);
    expect(page.network.requests).toHaveLength(1);
    expect(page.network.to('TJCaptcha')).toHaveLength(1);
  });

  it('of Tencent loads the script and makes no instance', async () => {
    const captcha = page.create({ preload: 'eager' });
    await elapse(100);
    expect(captcha.status).toBe('ready');
    expect(page.tencent.instances).toHaveLength(0);
  });

  it('of Aliyun loads the script and inits, and verify() uses both', async () => {
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(1000);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(page.aliyun.last.clicks).toBe(0);
    const verifying = captcha.verify();
    await elapse(200);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(page.aliyun.last.clicks).toBe(1);
    page.aliyun.last.call('success', v3Param);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('of Aliyun is made again at verify() when it is older than 18 minutes', async () => {
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(1000);
    await elapseLong(18 * 60000);
    const verifying = captcha.verify();
    await elapse(200);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.inits[0]?.instance.destroys).toBe(1);
    page.aliyun.last.call('success', v3Param);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('of Aliyun is made again by preload() when it is older, and the older one goes', async () => {
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(1000);
    const nodes = document.querySelectorAll('*').length;
    await elapseLong(18 * 60000);
    void captcha.preload();
    await elapse(1000);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.inits.map(({ instance }) => instance.destroys)).toEqual([1, 0]);
    expect(document.querySelectorAll('*')).toHaveLength(nodes);
  });

  it('of Aliyun gives the init the time of a session', async () => {
    page.create({ providers: page.aliyunProvider(), preload: 'eager', deadline: 12000 });
    await elapse(1000);
    expect(page.aliyun.last.options['timeout']).toBe(12000 * 0.22);
  });

  it('of Aliyun is not made again at verify() before that', async () => {
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(1000);
    await elapseLong(17 * 60000);
    void captcha.verify();
    await elapse(200);
    expect(page.aliyun.inits).toHaveLength(1);
  });

  it('that is still going on is taken over by verify()', async () => {
    page.network.answer('AliyunCaptcha', { late: 1000 });
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(500);
    const verifying = captcha.verify();
    await elapse(2000);
    expect(page.network.requests).toHaveLength(1);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.last.call('success', v3Param);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('resolves, and may be called by the page', async () => {
    const captcha = page.create({ preload: 'none' });
    const preloading = watch(captcha.preload());
    expect(captcha.status).toBe('preloading');
    await elapse(100);
    expect(preloading).toMatchObject({ state: 'resolved', value: undefined });
    expect(captcha.status).toBe('ready');
  });

  it('called twice prepares once', async () => {
    const captcha = page.create({ providers: page.aliyunProvider() });
    const preloading = [watch(captcha.preload()), watch(captcha.preload())];
    await elapse(500);
    preloading.push(watch(captcha.preload()));
    await elapse(500);
    expect(preloading.map(({ state }) => state)).toEqual(['resolved', 'resolved', 'resolved']);
    expect(page.aliyun.inits).toHaveLength(1);
  });
});

describe('after destroy()', () => {
  it('a preload that is going on resolves', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const captcha = page.create();
    const preloading = watch(captcha.preload());
    await elapse(100);
    captcha.destroy();
    await elapse(0);
    expect(preloading.state).toBe('resolved');
  });

  it('preload() resolves and loads nothing', async () => {
    const captcha = page.create();
    captcha.destroy();
    const preloading = watch(captcha.preload());
    await elapse(100);
    expect(preloading.state).toBe('resolved');
    expect(page.network.requests).toHaveLength(0);
  });
});
