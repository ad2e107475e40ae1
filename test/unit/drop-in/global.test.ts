import { afterEach, describe, expect, it } from 'vitest';
import { pageState } from '../../../src/page/page-state.js';
import { elapse, useTestPage } from '../fakes/test-page.js';
import { documentIs } from '../loading/loading-page.js';
import { globals, installDropIn, openDropIn } from './drop-in-page.js';

const page = useTestPage();

afterEach(() => Reflect.deleteProperty(document, 'readyState'));

describe('the vendor’s name', () => {
  it.each([
    ['tencent', 'TencentCaptcha'],
    ['aliyun', 'initAliyunCaptcha'],
  ] as const)('is a function of ours at once, for %s', async (site, name) => {
    installDropIn({ site });
    const facade = globals[name];
    expect(typeof facade).toBe('function');
    expect(pageState().ours.has(facade)).toBe(true);
    await elapse(200);
    // What the vendor's script has put there is elsewhere.
    expect(globals[name]).toBe(facade);
    expect(pageState().globals[site]).toBeTypeOf('function');
    expect(pageState().globals[site]).not.toBe(facade);
  });

  it('can be taken by the page: a non-configurable one would make its own `let` a SyntaxError', () => {
    installDropIn();
    expect(Object.getOwnPropertyDescriptor(window, 'TencentCaptcha')).toMatchObject({ configurable: true });
  });

  it('goes to the first function only: a second copy of a script does not replace it in mid-session', async () => {
    await openDropIn({ site: 'aliyun' });
    const first = pageState().globals.aliyun;
    page.aliyun.install();
    expect(pageState().globals.aliyun).toBe(first);
  });

  it('takes what the page’s own tag for the vendor brings, and fetches nothing more', async () => {
    page.tencent.install();
    installDropIn();
    await elapse(200);
    expect(page.network.requests).toEqual([]);
    new globals.TencentCaptcha('1', () => {}).show();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
  });
});

describe('the vendor’s script', () => {
  it('is fetched when the page has loaded: before, a hanging one would hold the load event back', async () => {
    documentIs('interactive');
    installDropIn();
    new globals.TencentCaptcha('1', () => {});
    await elapse(1000);
    expect(page.network.requests).toEqual([]);
    documentIs('complete');
    window.dispatchEvent(new Event('load'));
    await elapse(100);
    expect(page.network.requests).toHaveLength(1);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('is fetched before that by whoever cannot wait', async () => {
    documentIs('interactive');
    installDropIn();
    new globals.TencentCaptcha('1', () => {}).show();
    await elapse(200);
    expect(page.tencent.last.shows).toBe(1);
  });
});
