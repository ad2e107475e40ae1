import { aliyunPopup, solveAliyun } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test, verify } from '../harness.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';
const tag = (url: string) => `<script async src="${url.replaceAll('&', '&amp;')}"></script>`;

test.describe("the page's own tag for the vendor's script", () => {
  for (const { state, entry, entries, neverLoads } of [
    { state: 'done', entry: ['ok'], entries: 1, neverLoads: false },
    { state: 'pending', entry: ['late_1.5'], entries: 1, neverLoads: true },
    { state: 'dead by 404', entry: ['404', 'ok'], entries: 2, neverLoads: false },
    { state: 'dead by an empty answer', entry: ['empty', 'ok'], entries: 2, neverLoads: false },
    { state: 'dead by a throw', entry: ['throws', 'ok'], entries: 2, neverLoads: false },
    { state: 'pending for good', entry: ['hang', 'ok'], entries: 2, neverLoads: true },
  ] as const) {
    test(`${state}: the library passes with ${entries} request(s)`, async ({ page, scenario }) => {
      const scriptUrl = scenario.url('tencent-cn', { entry, behave: 'smart_pass' });
      await scenario.open({ head: tag(scriptUrl), neverLoads });
      const outcome = await verify(page, { providers: [{ appId, scriptUrl }], retry: { timeout: 2500 } });
      expect(outcome).toMatchObject({ status: 'passed' });
      expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(entries);
    });
  }

  test('is used though its query differs', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { entry: ['late_1'], behave: 'smart_pass' });
    await scenario.open({ head: tag(`${scriptUrl}&v=2`), neverLoads: true });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
  });

  test('that is done needs no attempt at all', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await scenario.open({ head: tag(scriptUrl) });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
    expect((await eventsOf(page)).map(({ type }) => type)).toEqual(['loaded', 'ready', 'outcome']);
  });

  test("of Aliyun with another account's AliyunCaptchaConfig is a conflict", async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    const head = `<script>AliyunCaptchaConfig = { region: 'cn', prefix: 'shop9' }</script>${tag(scriptUrl)}`;
    await scenario.open({ head });
    const outcome = await verify(page, { providers: [{ sceneId: 'scene1', prefix: 'shop1', scriptUrl }] });
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'global_conflict', category: 'page' } });
  });

  test('both vendors share the page, in either order', async ({ page, scenario }) => {
    for (const order of ['tencent first', 'aliyun first']) {
      await scenario.open();
      const providers = [
        { appId, scriptUrl: scenario.url('tencent-cn', { behave: 'smart_pass' }) },
        { sceneId: 'scene1', prefix: 'shop1', scriptUrl: scenario.url('aliyun', { scene: 'TRACELESS' }) },
      ];
      if (order === 'aliyun first') providers.reverse();
      for (const provider of providers) {
        expect(await verify(page, { providers: [provider] })).toMatchObject({ status: 'passed' });
      }
    }
  });

  test('ours is async and first in the head; failed ones go, the winning one stays', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { entry: ['503', 'ok'], behave: 'smart_pass' });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
    await page.evaluate(() => window.captcha.destroy());
    const tags = await page.evaluate(() =>
      Array.from(document.querySelectorAll<HTMLScriptElement>('script[src*="TJCaptcha"]'), ({ async, id }) => ({
        async,
        id,
      })),
    );
    expect(tags).toEqual([{ async: true, id: 'CaptchaScript' }]);
    expect(await page.evaluate(() => document.head.firstElementChild?.id)).toBe('CaptchaScript');
  });
});

test.describe('a consent tool that lets no new script run until the user has agreed', () => {
  /** As these tools do it: around `createElement`, with another type, for all scripts whose URL has this part. */
  const holdsBack = (part: string) => `<script>
    const { createElement } = Document.prototype;
    const { set } = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src');
    Document.prototype.createElement = function (name, ...rest) {
      const made = createElement.call(this, name, ...rest);
      if (/^script$/i.test(name)) Object.defineProperty(made, 'src', {
        get: () => made.getAttribute('src') ?? '',
        set(url) {
          if (String(url).includes(${JSON.stringify(part)})) made.setAttribute('type', 'text/plain');
          set.call(made, url);
        },
      });
      return made;
    };
  </script>`;
  const shop = { sceneId: 'scene1', prefix: 'shop1' };

  test('holds back both vendors: the outcome is there long before the deadline', async ({ page, scenario }) => {
    await scenario.open({ head: holdsBack('http') });
    const tencent = scenario.url('tencent-cn');
    const outcome = await verify(page, {
      providers: [
        { appId, scriptUrl: tencent },
        { ...shop, scriptUrl: scenario.url('aliyun') },
      ],
    });
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'script_empty', next: 'unblock' } });
    expect(await page.evaluate(() => performance.now() - (window.recorded.events[0]?.at ?? 0))).toBeLessThan(6000);
    expect(requestsAt(scenario, tencent, 'entry')).toEqual([]);
  });

  test('holds back the first vendor: the second has its turn at once', async ({ page, scenario }) => {
    await scenario.open({ head: holdsBack('TJCaptcha') });
    await begin(page, {
      providers: [
        { appId, scriptUrl: scenario.url('tencent-cn') },
        { ...shop, scriptUrl: scenario.url('aliyun') },
      ],
    });
    await expect(aliyunPopup(page)).toBeVisible();
    await solveAliyun(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
    expect(await eventsOf(page)).toContainEqual(
      expect.objectContaining({ type: 'provider_failed', error: expect.objectContaining({ code: 'script_empty' }) }),
    );
  });
});
