import { afterEach, describe, expect, it, vi } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const official = 'https://turing.captcha.qcloud.com/TJCaptcha.js';

/** What the browser knows of a tag's request once it has ended. */
function requestEnded(url: string) {
  vi.spyOn(performance, 'getEntriesByName').mockImplementation((name) =>
    name === url ? [{ name, entryType: 'resource', startTime: 0, duration: 1, toJSON() {} }] : [],
  );
}

function documentIs(readyState: DocumentReadyState) {
  Object.defineProperty(document, 'readyState', { configurable: true, value: readyState });
}

afterEach(() => Reflect.deleteProperty(document, 'readyState'));

describe("the page's own tag for the vendor's script", () => {
  it.each(['loading', 'interactive', 'complete'] as const)(
    'that is pending is waited for (document %s), and stays',
    async (readyState) => {
      documentIs(readyState);
      const own = page.network.pageTag(official);
      const captcha = page.create();
      const verifying = captcha.verify();
      await elapse(1000);
      expect(page.network.requests).toHaveLength(0);
      page.tencent.install();
      own.load();
      await elapse(100);
      page.tencent.last.answer(passResult);
      expectStatus(await outcomeOf(verifying), 'passed');
      captcha.destroy();
      expect(page.network.requests).toHaveLength(0);
      expect(own.tag.isConnected).toBe(true);
    },
  );

  it.each(['loading', 'interactive'] as const)(
    'that has arrived and still has to run is waited for (document %s)',
    async (readyState) => {
      documentIs(readyState);
      requestEnded(official);
      page.network.pageTag(official);
      void page.create().verify();
      await elapse(1000);
      expect(page.network.requests).toHaveLength(0);
    },
  );

  it('that is pending is used though its query differs', async () => {
    page.network.pageTag(`${official}?v=2`);
    void page.create().verify();
    await elapse(1000);
    expect(page.network.requests).toHaveLength(0);
  });

  it.each([
    ['fails', (tag: { fail(): void }) => tag.fail()],
    ['loads without the global', (tag: { load(): void }) => tag.load()],
  ])('that %s is followed by a tag of ours with a query of its own', async (_, answer) => {
    const own = page.network.pageTag(official);
    const verifying = page.create().verify();
    await elapse(100);
    answer(own);
    await elapse(1000);
    expect(page.network.requests).toHaveLength(1);
    // In Chromium the same URL would get no new request.
    expect(page.network.requests[0]?.url).not.toBe(official);
    expect(own.tag.isConnected).toBe(true);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('that never answers is followed by a tag of ours when its attempt is over', async () => {
    page.network.pageTag(official);
    const verifying = page.create().verify();
    await elapse(4900);
    expect(page.network.requests).toHaveLength(0);
    await elapse(1000);
    expect(page.network.requests).toHaveLength(1);
    expect(page.network.requests[0]?.url).not.toBe(official);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('that is done is used without waiting', async () => {
    page.network.pageTag(official);
    requestEnded(official);
    page.tencent.install();
    void page.create().verify();
    await elapse(50);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('that is dead is not waited for', async () => {
    page.network.pageTag(official);
    requestEnded(official);
    void page.create().verify();
    await elapse(50);
    expect(page.network.requests).toHaveLength(1);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('that was found dead once is not waited for again', async () => {
    const own = page.network.pageTag(official);
    page.network.answer('TJCaptcha', 'error');
    const captcha = page.create();
    const first = watch(captcha.verify());
    await elapse(100);
    own.fail();
    await elapse(11900);
    expectStatus(first.value, 'unverified');
    const before = page.network.requests.length;
    void captcha.verify();
    await elapse(50);
    expect(page.network.requests).toHaveLength(before + 1);
  });
});

describe("a page's tag that never runs", () => {
  const runs = (attributes: Record<string, string>, vendor: 'tencent' | 'aliyun') => async () => {
    const providers = vendor === 'tencent' ? page.tencentProvider() : page.aliyunProvider();
    const url =
      vendor === 'tencent' ? official : 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js';
    const { tag } = page.network.pageTag(url);
    for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
    void page.create({ providers }).verify();
    await elapse(1000);
    return page.network.requests.length === 0;
  };

  it.each([
    [{ type: 'text/plain' }],
    [{ type: 'text/plain', 'data-category': 'functional' }],
    [{ type: 'application/json' }],
    [{ type: 'application/ld+json' }],
    [{ type: 'text/template' }],
    [{ type: 'text/html' }],
    [{ type: 'text/x-delayed-script' }],
    [{ type: 'text/partytown' }],
    [{ type: 'importmap' }],
    [{ type: 'speculationrules' }],
    [{ type: 'javascript/blocked' }],
    [{ type: 'text/javascript-blocked' }],
    [{ type: 'text/javascript; charset=utf-8' }],
    [{ type: 'modules' }],
    [{ nomodule: '' }],
    [{ nomodule: '', type: 'text/javascript' }],
  ])('is not waited for: %j', async (attributes) => {
    expect(await runs(attributes, 'tencent')()).toBe(false);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('of Aliyun is not waited for either', async () => {
    expect(await runs({ type: 'text/plain' }, 'aliyun')()).toBe(false);
    expect(page.aliyun.inits).toHaveLength(1);
  });

  it.each([
    [{}],
    [{ type: '' }],
    [{ type: 'text/javascript' }],
    [{ type: ' TEXT/JavaScript ' }],
    [{ type: 'application/javascript' }],
    [{ type: 'application/x-javascript' }],
    [{ type: 'text/ecmascript' }],
    [{ type: 'text/javascript1.5' }],
    [{ type: 'text/jscript' }],
    [{ type: 'module' }],
    [{ type: 'module', nomodule: '' }],
    [{ defer: '' }],
    [{ async: '', crossorigin: 'anonymous' }],
  ])('is told from one that runs: %j', async (attributes) => {
    expect(await runs(attributes, 'tencent')()).toBe(true);
  });
});

describe('a tag whose URL only looks like the vendor’s', () => {
  it.each([
    ['https://turing.captcha.qcloud.com.evil.example/TJCaptcha.js'],
    ['https://evil.example/TJCaptcha.js'],
    ['https://evil.example/?https://turing.captcha.qcloud.com/TJCaptcha.js'],
    ['http://turing.captcha.qcloud.com/TJCaptcha.js'],
    ['https://turing.captcha.qcloud.com/TJCaptcha.js.map'],
    ['https://turing.captcha.qcloud.com/other/TJCaptcha.js'],
    ['https://turing.captcha.qcloud.com/TCaptcha.js'],
  ])('%s is not taken for it', async (url) => {
    page.network.pageTag(url);
    void page.create().verify();
    await elapse(50);
    expect(page.network.requests.map((request) => request.url)).toEqual([official]);
  });
});

describe('a consent tool that makes each new script one that never runs', () => {
  /** As such tools do it: the type is another one until the user has agreed. */
  const holdScriptsBack = () => {
    const { src } = Object.getOwnPropertyDescriptors(HTMLScriptElement.prototype);
    const held = vi.spyOn(HTMLScriptElement.prototype, 'src', 'set');
    held.mockImplementation(function (this: HTMLScriptElement, url: string) {
      this.type = 'text/plain';
      src.set?.call(this, url);
    });
    return held;
  };

  it('is no reason to wait: the attempts fail at once, and nothing is left', async () => {
    holdScriptsBack();
    const captcha = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    const verifying = captcha.verify();
    await elapse(3000);
    const outcome = await outcomeOf(verifying);
    expect(outcome).toMatchObject({
      status: 'unverified',
      error: { code: 'script_empty', next: 'unblock', attempts: 3 },
      proof: { failures: [{ code: 'script_empty' }, { code: 'script_empty' }] },
    });
    captcha.destroy();
    expect(document.scripts).toHaveLength(0);
  });

  it('is over once the user has agreed: the next attempt loads the script', async () => {
    const held = holdScriptsBack();
    const verifying = page.create().verify();
    await elapse(10);
    held.mockRestore();
    await elapse(1000);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('does not use up what may be asked of a host at once', async () => {
    const held = holdScriptsBack();
    for (let n = 0; n < 3; n++) {
      const verifying = page.create().verify();
      await elapse(3000);
      expectStatus(await outcomeOf(verifying), 'unverified');
    }
    held.mockRestore();
    const verifying = page.create().verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });
});
