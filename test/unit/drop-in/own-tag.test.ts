import { afterEach, describe, expect, it, vi } from 'vitest';
import { readOwnTag } from '../../../src/drop-in/own-tag.js';

function runIn(src: string, attributes: Record<string, string> = {}): HTMLScriptElement {
  const tag = document.createElement('script');
  // In a template's document nothing is fetched.
  tag.type = 'text/plain';
  tag.setAttribute('src', src);
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
  Object.defineProperty(document, 'currentScript', { configurable: true, value: tag });
  return tag;
}

const file = 'https://cdn.example/captcha-failover.drop-in.min.js';

afterEach(() => {
  Reflect.deleteProperty(document, 'currentScript');
  document.head.replaceChildren();
});

describe('the tag of the drop-in says', () => {
  it.each([
    ['', 'tencent'],
    ['?for=tencent', 'tencent'],
    ['?for=tencent-intl', 'tencent-intl'],
    ['?for=aliyun', 'aliyun'],
  ])('by "%s" that the page is one for %s', (query, site) => {
    runIn(file + query);
    expect(readOwnTag()).toMatchObject({ site, deadline: 12000, scriptUrls: [], hasSecond: false });
  });

  it('where the vendor’s script is, and how long it may take', () => {
    const script = 'https://captcha.253.com/TCaptcha.js?a=1&b=2';
    runIn(`${file}?for=tencent&deadline=8000&script=${encodeURIComponent(script)}`);
    expect(readOwnTag()).toMatchObject({ deadline: 8000, scriptUrls: [script] });
  });

  it.each(['0', '-5', '100', 'soon'])('a deadline of "%s" is none that can be kept', (value) => {
    runIn(`${file}?deadline=${value}`);
    expect(readOwnTag().deadline).toBeGreaterThanOrEqual(3000);
  });

  it('that a second vendor is accepted, by two words and not by one', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    runIn(`${file}?second=aliyun`);
    expect(readOwnTag().hasSecond).toBe(false);
    expect(error).toHaveBeenCalledWith(expect.stringContaining('accepts=aliyun'));
    runIn(`${file}?second=aliyun&accepts=aliyun`, { 'data-aliyun-scene-id': 's1' });
    expect(readOwnTag()).toMatchObject({ hasSecond: true, data: { aliyunSceneId: 's1' } });
    expect(error).toHaveBeenCalledTimes(1);
  });

  it('nothing by a name that is no vendor’s, and tells so', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    runIn(`${file}?for=geetest`);
    expect(readOwnTag().site).toBe('tencent');
    expect(error).toHaveBeenCalledTimes(1);
  });
});

it('the reserved id of the vendor’s tag is left to that tag', () => {
  const tag = runIn(file, { id: 'CaptchaScript' });
  readOwnTag();
  expect(tag.hasAttribute('id')).toBe(false);
});

it('an image named currentScript is not taken for the tag', () => {
  const image = document.createElement('img');
  image.setAttribute('src', `${file}?script=https://evil.example/`);
  Object.defineProperty(document, 'currentScript', { configurable: true, value: image });
  expect(readOwnTag().scriptUrls).toEqual([]);
});

it('a module has no current script: its tag is found by the name of the file', () => {
  const tag = runIn(`${file}?for=aliyun`);
  document.head.append(tag);
  Object.defineProperty(document, 'currentScript', { configurable: true, value: null });
  expect(readOwnTag().site).toBe('aliyun');
});
