import { describe, expect, it, vi } from 'vitest';
import { joinTag, onAnswer, requestTag } from '../../../src/loading/script-tags.js';
import { pageState } from '../../../src/page/page-state.js';
import { useLoadingPage } from './loading-page.js';

const page = useLoadingPage();
const url = () => new URL('https://vendor.example/captcha.js');
const ask = (address = url(), tagId?: string) => requestTag(address, tagId ? { tagId } : {}, undefined);
const request = (address?: URL, tagId?: string) => {
  const tag = ask(address, tagId);
  if (typeof tag === 'string') throw new Error(tag);
  return tag;
};
/** The network sees a tag a microtask after it came. */
const answer = async (tag: Element, type: 'load' | 'fail') => {
  await Promise.resolve();
  page.network.requests.find((each) => each.tag === tag)?.[type]();
};

describe('a tag of ours', () => {
  it('comes first in the head, with the id by which its script finds it', () => {
    document.head.append(document.createElement('meta'));
    const tag = requestTag(url(), { tagId: 'VendorScript' }, 'n1');
    expect(document.head.firstChild).toBe(tag);
    expect(tag).toMatchObject({ id: 'VendorScript', nonce: 'n1', src: url().href });
  });

  it('comes last where its script does not look for it, since another might take it for its own', () => {
    const other = requestTag(url(), { tagId: 'VendorScript' }, undefined);
    const tag = ask();
    expect([...document.head.children]).toEqual([other, tag]);
  });

  it('gets a new URL where one is asked for', () => {
    expect(requestTag(url(), {}, undefined, true)).toHaveProperty('src', expect.stringMatching(/\?cf=[\da-z]+$/));
    expect(request().src).toBe(url().href);
  });

  it('has no id that is taken', () => {
    request(url(), 'VendorScript');
    expect(request(url(), 'VendorScript').id).toBe('');
  });

  it('gets a query of its own where its URL has been asked for', () => {
    pageState().asked.add(url().href);
    expect(request().src).toMatch(/\?cf=[\da-z]+$/);
  });

  it('is refused while four to its origin are unanswered, removed ones too', async () => {
    const tags = Array.from({ length: 4 }, () => request());
    for (const tag of tags) tag.remove();
    expect(ask()).toBe('script_timeout');
    expect(ask(new URL('https://other.example/captcha.js'))).toBeInstanceOf(HTMLScriptElement);
    await answer(tags[2] as Element, 'fail');
    expect(ask()).toBeInstanceOf(HTMLScriptElement);
    expect(ask()).toBe('script_timeout');
  });

  it('that another script of the page has made one that never runs is none, and counts as none', () => {
    vi.spyOn(document.head, 'insertBefore').mockImplementation((node) => {
      (node as unknown as HTMLScriptElement).type = 'text/plain';
      return document.head.appendChild(node);
    });
    for (let n = 0; n < 5; n++) expect(ask()).toBe('script_empty');
    expect(document.scripts).toHaveLength(0);
    expect(pageState().waiting.size).toBe(0);
    vi.mocked(document.head.insertBefore).mockRestore();
    expect(ask()).toBeInstanceOf(HTMLScriptElement);
  });

  it('that could not be inserted is not counted', () => {
    vi.spyOn(document.head, 'insertBefore').mockImplementation(() => {
      throw new TypeError('patched');
    });
    for (let n = 0; n < 5; n++) expect(() => ask()).toThrow('patched');
    expect(pageState().waiting.size).toBe(0);
    vi.mocked(document.head.insertBefore).mockRestore();
    expect(ask()).toBeInstanceOf(HTMLScriptElement);
  });

  it.each([['load'], ['fail']] as const)('that answers (%s) is heard, also when it was removed', async (type) => {
    const tag = request();
    const heard: string[] = [];
    onAnswer(tag, (what) => heard.push(what));
    await Promise.resolve();
    tag.remove();
    await answer(tag, type);
    expect(heard).toEqual([type === 'fail' ? 'error' : 'load']);
  });
});

describe('who waits for a tag', () => {
  it('takes a pending one of ours away when the last has left', () => {
    const tag = request();
    const leave = [joinTag(tag), joinTag(tag), joinTag(tag)];
    leave[0]?.(true);
    leave[1]?.(false);
    expect(tag.isConnected).toBe(true);
    expect(pageState().waiting.get(tag)).toBe(1);
    leave[2]?.(false);
    expect(tag.isConnected).toBe(false);
    expect(pageState().waiting.has(tag)).toBe(false);
  });

  it.each([
    ['brought the global', false, true],
    ['gave nothing', true, false],
  ])('leaves one of ours that %s', async (_, gaveNothing, stays) => {
    const tag = request();
    const leave = joinTag(tag);
    await answer(tag, 'load');
    leave(gaveNothing);
    expect(tag.isConnected).toBe(stays);
  });

  it.each([[true], [false]])("leaves the page's own where it is; that it gave nothing (%s) is known", (gaveNothing) => {
    const { tag } = page.network.pageTag(url().href);
    joinTag(tag)(gaveNothing);
    expect(tag.isConnected).toBe(true);
    expect(pageState().dead.has(tag)).toBe(gaveNothing);
    expect(pageState().waiting.has(tag)).toBe(false);
  });
});
