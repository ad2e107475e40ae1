import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScriptRequest } from './fakes/script-network.js';
import { disasterResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

/** What a browser does with a script that a Content-Security-Policy blocks. */
function violate({ tag }: ScriptRequest, detail: object) {
  tag.dispatchEvent(
    Object.assign(new Event('securitypolicyviolation', { bubbles: true, composed: true }), {
      disposition: 'enforce',
      effectiveDirective: 'script-src-elem',
      violatedDirective: 'script-src-elem',
      blockedURI: tag.src,
      ...detail,
    }),
  );
}

describe('a script that the Content-Security-Policy blocks', () => {
  it.each([
    ['by its URL', {}],
    ['after a redirect, by its origin', { blockedURI: 'https://turing.captcha.qcloud.com' }],
  ])('is csp_blocked and not tried again (%s)', async (_, detail) => {
    page.network.answer('TJCaptcha', (request) => {
      violate(request, detail);
      request.fail();
    });
    const { error, errorCode } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({
      code: 'csp_blocked',
      category: 'page',
      next: 'fix_configuration',
      attempts: 1,
    });
    expect(errorCode).toBe(1001);
    expect(page.network.requests).toHaveLength(1);
  });

  it('is followed by the page’s other addresses, each asked once', async () => {
    page.network.answer('.example', (request) => {
      violate(request, {});
      request.fail();
    });
    page.network.answer('c.example', 'ok');
    const scriptUrl = ['https://a.example/t.js', 'https://b.example/t.js', 'https://c.example/t.js'];
    void page.create({ providers: page.tencentProvider({ scriptUrl }), retry: { limit: 0 } }).verify();
    await elapse(3000);
    expect(page.network.requests.map(({ url }) => url)).toEqual(scriptUrl);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('by a report-only policy is an ordinary failure', async () => {
    page.network.answer('TJCaptcha', (request) => {
      violate(request, { disposition: 'report' });
      request.fail();
    });
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'script_network', attempts: 3 });
  });

  it('by a report-only policy loads', async () => {
    page.network.answer('TJCaptcha', (request) => {
      violate(request, { disposition: 'report' });
      page.tencent.install();
      request.load();
    });
    void page.create().verify();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it.each([
    ['https://elsewhere.example/x.js'],
    ['inline'],
    ['eval'],
    [''],
    // Other scripts of that host.
    ['https://turing.captcha.qcloud.com/'],
    ['https://turing.captcha.qcloud.com/TJ'],
    ['https://turing.captcha.qcloud.com/other.js'],
  ])('is another one where the violation is of %j', async (blockedURI) => {
    page.network.answer('TJCaptcha', (request) => {
      violate(request, { blockedURI });
      request.fail();
    });
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'script_network', attempts: 3 });
  });

  it.each([['script-src-elem'], ['script-src'], ['default-src']])('is told by %s', async (effectiveDirective) => {
    page.network.answer('TJCaptcha', (request) => {
      violate(request, { effectiveDirective });
      request.fail();
    });
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'csp_blocked', attempts: 1 });
  });
});

describe('what else of the vendor the Content-Security-Policy blocks', () => {
  const directives = ['img-src', 'connect-src', 'style-src-elem', 'font-src', 'media-src', 'frame-src', 'object-src'];
  const cases = directives.flatMap((directive) =>
    (['origin', 'href'] as const).flatMap((part) =>
      (['tencent', 'aliyun'] as const).map((vendor) => ({ directive, part, vendor })),
    ),
  );

  it.each(cases)('does not name a script that fails: $directive, told by $part ($vendor)', async (each) => {
    const { directive, part, vendor } = each;
    page.network.answer('aptcha', (request) => {
      violate(request, { effectiveDirective: directive, blockedURI: new URL(request.url)[part] });
      request.fail();
    });
    const providers = vendor === 'tencent' ? page.tencentProvider() : page.aliyunProvider();
    const { error } = expectStatus(await outcomeOf(page.create({ providers }).verify()), 'unverified');
    expect(error).toMatchObject({ code: 'script_network', attempts: 3 });
  });
});

describe('a script whose own use of plain strings Trusted Types refuse', () => {
  /** As browsers do it: the violation is told after `load`, in a task of its own that a busy WebKit runs late. */
  const refuse = (request: ScriptRequest, detail: object) => {
    request.load();
    const tell = () =>
      violate(request, {
        effectiveDirective: 'require-trusted-types-for',
        blockedURI: 'trusted-types-sink',
        sourceFile: request.url,
        ...detail,
      });
    setTimeout(tell, 50);
  };
  const verify = async (vendor: 'tencent' | 'aliyun') => {
    const providers = vendor === 'tencent' ? page.tencentProvider() : page.aliyunProvider();
    return expectStatus(await outcomeOf(page.create({ providers }).verify()), 'unverified').error;
  };

  it.each([
    ['tencent', 'with the whole URL', (url: string) => url],
    ['aliyun', 'with the whole URL', (url: string) => url],
    ['tencent', 'without its query', (url: string) => url.split('?')[0]],
    ['tencent', 'without a name', () => ''],
  ] as const)('is trusted_types_refused and not tried again (%s, told %s)', async (vendor, _, name) => {
    page.network.answer('aptcha', (request) => refuse(request, { sourceFile: name(request.url) }));
    expect(await verify(vendor)).toMatchObject({
      code: 'trusted_types_refused',
      category: 'page',
      next: 'fix_configuration',
      attempts: 1,
    });
  });

  it.each([
    ["another script's", { sourceFile: 'https://elsewhere.example/ad.js' }],
    ["the page's", { sourceFile: 'http://localhost:3000/' }],
    ['one that is only reported', { disposition: 'report' }],
    ["a policy's name", { effectiveDirective: 'trusted-types', blockedURI: 'trusted-types-policy' }],
    ["another directive's", { effectiveDirective: 'img-src', blockedURI: 'https://elsewhere.example/a.png' }],
  ])('is script_empty where the violation is %s', async (_, detail) => {
    page.network.answer('aptcha', (request) => refuse(request, detail));
    expect(await verify('tencent')).toMatchObject({ code: 'script_empty', attempts: 3 });
  });

  it('is no reason for a failure of another kind', async () => {
    page.network.answer('aptcha', (request) => {
      page.tencent.install();
      refuse(request, {});
    });
    page.tencent.onShow = (instance) => instance.answer(disasterResult(1006));
    expect(await verify('tencent')).toMatchObject({ code: 'vendor_failed' });
  });

  it('is an ordinary failure where it could not be fetched', async () => {
    page.network.answer('aptcha', (request) => {
      violate(request, {
        effectiveDirective: 'require-trusted-types-for',
        blockedURI: 'trusted-types-sink',
        sourceFile: '',
      });
      request.fail();
    });
    expect(await verify('tencent')).toMatchObject({ code: 'script_network', attempts: 3 });
  });

  it.each([
    [
      'of the dynamic script',
      { sourceFile: 'https://g.alicdn.com/captcha-frontend/dynamicJS/1.js' },
      'trusted_types_refused',
    ],
    ['without a name', { sourceFile: '' }, 'trusted_types_refused'],
    ["of the page's own script", { sourceFile: `${location.origin}/app.js` }, 'not_shown'],
    ['that is only reported', { sourceFile: 'https://g.alicdn.com/1.js', disposition: 'report' }, 'not_shown'],
  ])('is why nothing is shown, where a later script of the vendor does it (%s)', async (_, detail, code) => {
    page.aliyun.onInit = () => {
      const [request] = page.network.requests;
      if (request)
        violate(request, {
          effectiveDirective: 'require-trusted-types-for',
          blockedURI: 'trusted-types-sink',
          ...detail,
        });
    };
    expect(await verify('aliyun')).toMatchObject({ code });
  });

  it('is used where its function is there all the same', async () => {
    page.network.answer('aptcha', (request) => {
      page.tencent.install();
      refuse(request, {});
    });
    void page.create().verify();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
  });
});

describe('under Trusted Types', () => {
  const src = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src') as PropertyDescriptor;
  // A page's policy is made once, and for good.
  beforeEach(() => page.reload());
  afterEach(() => Object.defineProperty(HTMLScriptElement.prototype, 'src', src));

  /** The browser takes nothing for a script's `src` but what this makes. */
  class TrustedUrl {
    constructor(readonly url: string) {}
  }

  function enforce() {
    Object.defineProperty(HTMLScriptElement.prototype, 'src', {
      ...src,
      set(this: HTMLScriptElement, value: unknown) {
        if (!(value instanceof TrustedUrl)) throw new TypeError('This document requires TrustedScriptURL assignment.');
        src.set?.call(this, value.url);
      },
    });
  }

  it('a URL that is refused is trusted_types_refused and not tried again', async () => {
    enforce();
    const trustedTypes = {
      createPolicy() {
        throw new TypeError('Policy disallowed');
      },
    };
    Object.assign(window, { trustedTypes });
    const { error, errorCode } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'trusted_types_refused', category: 'page', next: 'fix_configuration' });
    expect(error.attempts).toBe(1);
    expect(error.cause).toEqual(new TypeError('This document requires TrustedScriptURL assignment.'));
    expect(errorCode).toBe(1001);
    expect(page.network.requests).toHaveLength(0);
  });

  it.each([
    ['a TypeError', new TypeError('no')],
    ['something else', 'no'],
  ])('a URL for which the page’s default policy throws %s is trusted_types_refused', async (_, thrown) => {
    const createPolicy = () => {
      throw new TypeError('Policy disallowed');
    };
    Object.assign(window, { trustedTypes: { createPolicy } });
    Object.defineProperty(HTMLScriptElement.prototype, 'src', {
      ...src,
      set() {
        throw thrown as Error;
      },
    });
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'trusted_types_refused', attempts: 1, cause: thrown });
  });

  it('a src that throws although our policy made the URL is no refusal', async () => {
    Object.assign(window, { trustedTypes: { createPolicy: (_: string, rules: object) => ({ ...rules }) } });
    Object.defineProperty(HTMLScriptElement.prototype, 'src', {
      ...src,
      set() {
        throw new TypeError('patched');
      },
    });
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'script_network', attempts: 3, cause: new TypeError('patched') });
  });

  it('the page’s default policy, which lets the string through, is enough: ours is asked for once', async () => {
    const createPolicy = vi.fn(() => {
      throw new TypeError('Policy disallowed');
    });
    Object.assign(window, { trustedTypes: { createPolicy } });
    page.network.answer('TJCaptcha', 'error', 'ok');
    void page.create().verify();
    await elapse(1000);
    expect(page.tencent.instances).toHaveLength(1);
    // Each refusal is a report to the page's operators.
    expect(createPolicy).toHaveBeenCalledOnce();
  });

  it('the URL goes through a policy named captcha-failover, made once', async () => {
    enforce();
    const createPolicy = vi.fn((_: string, rules: { createScriptURL(url: string): string }) => ({
      createScriptURL: (url: string) => new TrustedUrl(rules.createScriptURL(url)),
    }));
    Object.assign(window, { trustedTypes: { createPolicy } });
    page.network.answer('TJCaptcha', 'error', 'ok');
    void page.create().verify();
    await elapse(1000);
    expect(page.tencent.instances).toHaveLength(1);
    expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(['captcha-failover']);
  });

  it('nothing asks for a policy before a script is needed', () => {
    const createPolicy = vi.fn();
    Object.assign(window, { trustedTypes: { createPolicy } });
    page.create();
    expect(createPolicy).not.toHaveBeenCalled();
  });
});

describe('the nonce', () => {
  const nonceOf = async (options = {}) => {
    void page.create(options).verify();
    await elapse(5);
    const tag = page.network.requests[0]?.tag;
    return tag?.nonce || (tag?.getAttribute('nonce') ?? '');
  };

  /** Browsers hide the attribute's value once the element is in the document; the property has it. */
  function pageScript(nonce: string) {
    const tag = document.createElement('script');
    tag.setAttribute('nonce', '');
    Object.defineProperty(tag, 'nonce', { value: nonce });
    document.head.append(tag);
  }

  it('is copied from the page’s own script', async () => {
    pageScript('abc');
    expect(await nonceOf()).toBe('abc');
  });

  it('is the given one, whatever the page’s own script has', async () => {
    pageScript('abc');
    expect(await nonceOf({ nonce: 'given' })).toBe('given');
  });

  it('is none where nobody has one', async () => {
    expect(await nonceOf()).toBe('');
  });

  it('is on each attempt’s tag', async () => {
    page.network.answer('TJCaptcha', 'error');
    await outcomeOf(page.create({ nonce: 'given' }).verify());
    expect(page.network.requests.map(({ tag }) => tag.nonce)).toEqual(['given', 'given', 'given']);
  });
});
