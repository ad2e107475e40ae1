import { describe, expect, it, vi } from 'vitest';
import { CaptchaError } from '../../../src/contract/errors.js';
import type { CaptchaEventBody } from '../../../src/contract/events.js';
import { aliyun, tencent } from '../../../src/index.js';
import { fetchStandby } from '../../../src/loading/fetch-standby.js';
import { loadScript } from '../../../src/loading/load-script.js';
import type { ScriptSource } from '../../../src/loading/script-source.js';
import { createLifetime } from '../../../src/page/lifetime.js';
import { pageState } from '../../../src/page/page-state.js';
import type { VendorProvider } from '../../../src/providers/provider.js';
import { useLoadingPage } from './loading-page.js';

const page = useLoadingPage();
const host = window as unknown as Record<string, unknown>;
const providerOf = {
  tencent: () => tencent({ appId: '199999861' }) as VendorProvider,
  aliyun: () => aliyun({ sceneId: 'scene1', prefix: 'acme' }) as VendorProvider,
};
const vendors = ['tencent', 'aliyun'] as const;

/** A standby of a vendor, or of a source, and how it goes. */
async function standby(source: ScriptSource, onEvent?: (event: CaptchaEventBody) => void) {
  const life = createLifetime();
  const events: CaptchaEventBody[] = [];
  const arrived = vi.fn();
  const tell = (event: CaptchaEventBody) => {
    events.push(event);
    onEvent?.(event);
  };
  fetchStandby({ source, nonce: 'n1', life, tell, arrived });
  await Promise.resolve();
  return { life, events, arrived };
}

/** The real turn's load of the same script. */
async function load(source: ScriptSource) {
  const life = createLifetime();
  const events: string[] = [];
  const finish = vi.fn();
  loadScript({
    source,
    terms: { limit: 2, timeout: 5000, nonce: undefined },
    life,
    tell: ({ type }) => events.push(type),
    createError: (code) => new CaptchaError(code),
    finish,
  });
  await Promise.resolve();
  return { life, events, finish };
}

const request = (n = 0) => {
  const found = page.network.requests[n];
  if (!found) throw new Error(`No request ${n}`);
  return found;
};
const define = ({ globalName }: ScriptSource) => (host[globalName] = () => {});

describe('a standby', () => {
  it.each(vendors)('asks for a URL that no cache has, and says so (%s)', async (vendor) => {
    const { script } = providerOf[vendor]();
    const { events } = await standby(script);
    const { url, tag } = request();
    expect(url.startsWith(`${script.urls[0]}?cf=`)).toBe(true);
    expect(tag.nonce).toBe('n1');
    expect(events).toEqual([{ type: 'attempt', url, attempt: 1, standby: true }]);
  });

  it.each(vendors)('has arrived when its answer brought the function, once (%s)', async (vendor) => {
    const { script } = providerOf[vendor]();
    const { arrived } = await standby(script);
    define(script);
    vi.advanceTimersByTime(1000);
    expect(arrived).not.toHaveBeenCalled();
    request().load();
    expect(arrived).toHaveBeenCalledOnce();
  });

  it.each(vendors)('claims and writes nothing (%s)', async (vendor) => {
    const { script } = providerOf[vendor]();
    const before = Object.keys(window);
    await standby(script);
    define(script);
    request().load();
    expect(pageState()).toMatchObject({ owner: null, sites: {} });
    expect(Object.keys(window).filter((name) => !before.includes(name))).toEqual([script.globalName]);
  });

  it.each(vendors)('does not fetch what is there: that proves nothing (%s)', async (vendor) => {
    const { script } = providerOf[vendor]();
    define(script);
    const { arrived, events } = await standby(script);
    expect(page.network.requests).toHaveLength(0);
    expect(events).toEqual([]);
    expect(arrived).not.toHaveBeenCalled();
  });

  it.each(vendors)("is not satisfied with a tag of the page's own, or of another captcha (%s)", async (vendor) => {
    const { script } = providerOf[vendor]();
    const own = page.network.pageTag(String(script.urls[0]));
    await load(script);
    const { arrived } = await standby(script);
    expect(request().tag).not.toBe(own.tag);
    define(script);
    own.load();
    expect(arrived).not.toHaveBeenCalled();
    request().load();
    expect(arrived).toHaveBeenCalledOnce();
  });

  it.each([
    ['an error', 'fail'],
    ['an answer without the function', 'load'],
  ] as const)('that gets %s has not arrived, and its tag goes', async (_, type) => {
    const { arrived, events, life } = await standby(providerOf.aliyun().script);
    request()[type]();
    expect(arrived).not.toHaveBeenCalled();
    expect(events).toHaveLength(1);
    expect(request().tag.isConnected).toBe(false);
    life.end();
    expect(pageState().waiting.size).toBe(0);
  });

  it('has no time limit, timer or listener of its own', async () => {
    const addListener = vi.spyOn(document, 'addEventListener');
    await standby(providerOf.aliyun().script);
    expect(vi.getTimerCount()).toBe(0);
    expect(addListener).not.toHaveBeenCalled();
  });

  it('that is not needed any more takes its tag away; a late answer changes nothing', async () => {
    const { script } = providerOf.aliyun();
    const { arrived, events, life } = await standby(script);
    life.end();
    expect(request().tag.isConnected).toBe(false);
    expect(pageState().waiting.size).toBe(0);
    define(script);
    request().load();
    expect(arrived).not.toHaveBeenCalled();
    expect(events.at(-1)).toEqual({ type: 'late', what: 'script' });
  });

  it('that is ended by the page in what it is told takes its tag away', () => {
    const { script } = providerOf.aliyun();
    const life = createLifetime();
    fetchStandby({ source: script, nonce: undefined, life, tell: () => life.end(), arrived() {} });
    expect(document.scripts).toHaveLength(0);
    expect(pageState().waiting.size).toBe(0);
  });

  it('that has arrived leaves its tag, which the script may look for later', async () => {
    const { script } = providerOf.tencent();
    const { life } = await standby(script);
    define(script);
    request().load();
    life.end();
    expect(request().tag.isConnected).toBe(true);
    expect(request().tag.id).toBe('CaptchaScript');
  });

  it.each([
    ['four to its origin are unanswered', 'https://vendor.example/a.js'],
    ['no browser can read its URL', 'https://[broken'],
  ])('is none where %s', async (_, address) => {
    const source = { ...providerOf.aliyun().script, urls: [address] };
    pageState().unanswered['https://vendor.example'] = new Set([1, 2, 3, 4].map(() => document.createElement('p')));
    const { events, arrived } = await standby(source);
    expect(page.network.requests).toHaveLength(0);
    expect(events).toEqual([]);
    expect(arrived).not.toHaveBeenCalled();
  });

  it("does not come before another vendor's tag that is pending", async () => {
    await load(providerOf.tencent().script);
    await standby(providerOf.aliyun().script);
    expect([...document.scripts].map(({ id }) => id)).toEqual(['CaptchaScript', '']);
  });
});

describe('the turn after a standby', () => {
  it.each(vendors)('takes what has arrived, without any attempt (%s)', async (vendor) => {
    const provider = providerOf[vendor]();
    const { life } = await standby(provider.script);
    const found = define(provider.script);
    request().load();
    expect(provider.claimSite()).toBe(true);
    const { events, finish } = await load(provider.script);
    life.end();
    expect(events).toEqual(['loaded']);
    expect(finish.mock.calls).toEqual([[found]]);
    expect(page.network.requests).toHaveLength(1);
  });

  it.each(vendors)('waits for the tag that is pending, and fetches nothing again (%s)', async (vendor) => {
    const provider = providerOf[vendor]();
    const { life, arrived } = await standby(provider.script);
    expect(provider.claimSite()).toBe(true);
    const { events, finish } = await load(provider.script);
    life.end();
    expect(request().tag.isConnected).toBe(true);
    const found = define(provider.script);
    request().load();
    expect(events).toEqual(['attempt', 'loaded']);
    expect(finish.mock.calls).toEqual([[found]]);
    expect(arrived).not.toHaveBeenCalled();
    expect(page.network.requests).toHaveLength(1);
  });

  it.each(vendors)('tries again when the tag that was pending fails (%s)', async (vendor) => {
    const { script } = providerOf[vendor]();
    const { life } = await standby(script);
    const { events, finish } = await load(script);
    life.end();
    request().fail();
    expect(events).toEqual(['attempt', 'attempt_failed']);
    vi.advanceTimersByTime(250);
    await Promise.resolve();
    define(script);
    request(1).load();
    expect(finish).toHaveBeenCalledOnce();
    expect(request(1).url).not.toBe(request().url);
  });

  it('makes its attempts where the standby had failed', async () => {
    const { script } = providerOf.aliyun();
    await standby(script);
    request().fail();
    const { events } = await load(script);
    expect(events).toEqual(['attempt']);
    expect(page.network.requests).toHaveLength(2);
  });

  it.each([
    ['intl', 'cn'],
    ['cn', 'intl'],
  ] as const)('of Tencent’s %s site is let in by what was fetched, and the %s site is not', async (region, other) => {
    const appId = '199999861';
    const providerOn = (site: 'cn' | 'intl') => tencent({ appId, region: site }) as VendorProvider;
    await standby(providerOn(region).script);
    // Not every international build sets the flag that tells it.
    define(providerOn(region).script);
    request().load();
    expect(providerOn(other).claimSite()).toBe(false);
    expect(providerOn(region).claimSite()).toBe(true);
  });
});
