import { describe, expect, it } from 'vitest';
import type { CaptchaEvent } from '../../src/index.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const official = 'https://turing.captcha.qcloud.com/TJCaptcha.js';
const urls = () => page.network.requests.map(({ url }) => url);
const withoutQuery = (url: string) => url.split('?')[0];

describe('attempts at a vendor’s script', () => {
  it.each([
    [undefined, 3],
    [0, 1],
    [1, 2],
    [5, 6],
  ])('with retry.limit %s are %i in all', async (limit, attempts) => {
    page.network.answer('TJCaptcha', 'error');
    const retry = limit === undefined ? {} : { limit };
    const outcome = await outcomeOf(page.create({ retry, deadline: 60000 }).verify(), 61000);
    expect(page.network.requests).toHaveLength(attempts);
    expect(expectStatus(outcome, 'unverified').error).toMatchObject({ code: 'script_network', attempts });
  });

  it('go to the same URL, each retry with a query of its own', async () => {
    page.network.answer('TJCaptcha', 'error');
    await outcomeOf(page.create().verify());
    expect(urls()[0]).toBe(official);
    expect(urls().map(withoutQuery)).toEqual([official, official, official]);
    expect(new Set(urls()).size).toBe(3);
  });

  it('keep a query that the URL has', async () => {
    page.network.answer('qcloud', 'error');
    const providers = page.tencentProvider({ scriptUrl: `${official}?domain=x` });
    await outcomeOf(page.create({ providers }).verify());
    for (const url of urls()) expect(new URL(url).searchParams.get('domain')).toBe('x');
    expect(new Set(urls()).size).toBe(3);
  });

  it('have a query of their own in a later session too', async () => {
    page.network.answer('TJCaptcha', 'error');
    const captcha = page.create();
    await outcomeOf(captcha.verify());
    await outcomeOf(captcha.verify());
    expect(new Set(urls()).size).toBe(6);
  });

  it('pause before each retry, and say so', async () => {
    page.network.answer('TJCaptcha', 'error');
    const pauses: (number | 'online' | null)[] = [];
    const failedAt: number[] = [];
    const onEvent = (event: CaptchaEvent) => {
      if (event.type !== 'attempt_failed') return;
      pauses.push(event.retryInMs);
      failedAt.push(event.at);
    };
    await outcomeOf(page.create({ onEvent }).verify());
    expect(pauses).toHaveLength(3);
    expect(pauses[2]).toBeNull();
    page.network.requests.slice(1).forEach(({ at }, i) => {
      expect(pauses[i]).toBeGreaterThanOrEqual(100);
      expect(at - (failedAt[i] ?? 0)).toBe(pauses[i]);
    });
  });

  it('make a pass once one of them succeeds', async () => {
    page.network.answer('TJCaptcha', 'error', 'empty', 'ok');
    const verifying = page.create().verify();
    await elapse(3000);
    page.tencent.last.answer(passResult);
    expect((await outcomeOf(verifying)).status).toBe('passed');
    expect(page.network.requests).toHaveLength(3);
  });

  it('go to several URLs in turn', async () => {
    page.network.answer('.example', 'error');
    const scriptUrl = ['https://a.example/tencent.js', 'https://b.example/tencent.js'];
    await outcomeOf(page.create({ providers: page.tencentProvider({ scriptUrl }), retry: { limit: 4 } }).verify());
    expect(urls().map(withoutQuery)).toEqual([...scriptUrl, ...scriptUrl, scriptUrl[0]]);
  });

  it('of Aliyun are at most one more after a time-out', async () => {
    page.network.answer('AliyunCaptcha', 'hang');
    const providers = page.aliyunProvider();
    const outcome = await outcomeOf(page.create({ providers, retry: { limit: 5, timeout: 500 } }).verify());
    expect(page.network.requests).toHaveLength(2);
    expect(expectStatus(outcome, 'unverified').error.code).toBe('script_timeout');
  });

  it('of Aliyun after an error are as many as retry.limit says', async () => {
    page.network.answer('AliyunCaptcha', 'error');
    await outcomeOf(page.create({ providers: page.aliyunProvider(), retry: { limit: 3 } }).verify());
    expect(page.network.requests).toHaveLength(4);
  });
});

describe('a script tag', () => {
  it('that failed is removed', async () => {
    page.network.answer('TJCaptcha', 'error', 'empty', 'hang');
    const outcome = watch(page.create().verify());
    await elapse(12000);
    expect(outcome.state).toBe('resolved');
    expect(document.querySelectorAll('script')).toHaveLength(0);
  });

  it('that won stays for good, after destroy() too', async () => {
    page.network.answer('TJCaptcha', 'error', 'ok');
    const captcha = page.create();
    void captcha.verify();
    await elapse(1000);
    captcha.destroy();
    expect(Array.from(document.scripts)).toEqual([page.network.requests[1]?.tag]);
  });

  it('carries the id by which Tencent’s script finds its host, where that is free', async () => {
    void page.create().verify();
    await elapse(100);
    expect(page.network.requests[0]?.tag.id).toBe('CaptchaScript');
  });

  it('leaves that id to the page’s own element', async () => {
    const own = document.createElement('div');
    own.id = 'CaptchaScript';
    document.body.append(own);
    void page.create().verify();
    await elapse(100);
    expect(page.network.requests[0]?.tag.id).toBe('');
  });

  it('is inserted only once by two captchas that want it', async () => {
    void page.create({ preload: 'eager' });
    void page.create({ preload: 'eager' });
    await elapse(5);
    void page.create().verify();
    await elapse(500);
    expect(page.network.requests).toHaveLength(1);
    expect(page.tencent.instances).toHaveLength(1);
  });
});
