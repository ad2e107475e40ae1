import { eventsOf, expect, test, verify } from '../harness.js';
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
