import { describe, expect, it, vi } from 'vitest';
import { pendingTag } from '../../../src/loading/pending-tag.js';
import { requestTag } from '../../../src/loading/script-tags.js';
import { pageState } from '../../../src/page/page-state.js';
import { documentIs, useLoadingPage } from './loading-page.js';

const page = useLoadingPage();
const url = 'https://vendor.example/captcha.js';
const find = (tried: Iterable<Element> = []) => pendingTag(url, new Set(tried));
const requestEnded = () => vi.spyOn(performance, 'getEntriesByName').mockReturnValue([{} as PerformanceEntry]);

describe('the pending tag of a URL', () => {
  it('is none where the page has no such tag', () => {
    page.network.pageTag('https://vendor.example/other.js');
    expect(find()).toBeUndefined();
  });

  it.each([[url], [`${url}?v=2`], [`${url}?cf=abc`], [`${url}#part`]])("is the page's own %s", (src) => {
    expect(find()).toBeUndefined();
    const { tag } = page.network.pageTag(src);
    expect(find()).toBe(tag);
  });

  it('is none that has been tried in this load, or was found dead by another', () => {
    const { tag } = page.network.pageTag(url);
    expect(find([tag])).toBeUndefined();
    pageState().dead.add(tag);
    expect(find()).toBeUndefined();
  });

  it('is the next one where the first has been tried', () => {
    const { tag } = page.network.pageTag(url);
    const next = page.network.pageTag(url).tag;
    expect(find([tag])).toBe(next);
  });

  it.each([
    ['loading', true],
    ['interactive', true],
    ['complete', false],
  ] as const)("is the page's own one whose request has ended while the document is %s: %s", (readyState, isPending) => {
    documentIs(readyState);
    requestEnded();
    const { tag } = page.network.pageTag(url);
    expect(find()).toBe(isPending ? tag : undefined);
  });

  it('is one of ours until it has answered, whatever the browser knows of its request', async () => {
    requestEnded();
    const tag = requestTag(new URL(url), {}, undefined);
    expect(find()).toBe(tag);
    await Promise.resolve();
    page.network.requests[0]?.load();
    expect(find()).toBeUndefined();
  });
});
