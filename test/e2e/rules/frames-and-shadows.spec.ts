import { aliyunPopup, solveAliyun, solveTencent, tencentChallenge } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, scenarioUrl, test, traces } from '../harness.js';
import { record } from '../recorder.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';

test.describe('an element in a shadow root', () => {
  const body = '<div id="host"></div>';
  const attach = () => {
    const root = document.querySelector('#host')?.attachShadow({ mode: 'open' });
    const element = document.createElement('div');
    element.id = 'inner';
    root?.append(element);
    return element;
  };

  test("takes Tencent's embed, which passes", async ({ page, scenario }) => {
    await scenario.open({ body });
    await page.evaluate(`window.inner = (${attach.toString()})()`);
    await page.evaluate((scriptUrl) => {
      const { inner } = window as unknown as { inner: HTMLElement };
      const providers = window.library.tencent({ appId: '190000001', scriptUrl });
      void window.run(window.create({ preload: 'none', mode: 'embed', element: inner, providers }));
    }, scenario.url('tencent-cn'));
    await expect(page.locator('#inner .tencent-captcha-dy__content')).toBeVisible();
    await expect.poll(async () => (await eventsOf(page)).map(({ type }) => type)).toContain('shown');
    await solveTencent(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    await page.evaluate(() => window.captcha.destroy());
    await expect(page.locator('#inner > *')).toHaveCount(0);
    expect(await traces(page)).toEqual([]);
  });

  test('is refused for Aliyun, which looks its element up by id, before anything loads', async ({ page, scenario }) => {
    await scenario.open({ body });
    await page.evaluate(`window.inner = (${attach.toString()})()`);
    const scriptUrl = scenario.url('aliyun');
    const issues = await page.evaluate((url) => {
      const { inner } = window as unknown as { inner: HTMLElement };
      try {
        const providers = window.library.aliyun({ sceneId: 'scene1', prefix: 'shop1', scriptUrl: url });
        window.create({ mode: 'embed', element: inner, providers });
        return [];
      } catch (error) {
        return window.library.isCaptchaError(error) ? (error.issues ?? []) : [];
      }
    }, scriptUrl);
    expect(issues).toEqual([expect.objectContaining({ parameter: 'element', problem: 'unsupported' })]);
    expect(requestsAt(scenario, scriptUrl, 'entry')).toEqual([]);
  });
});

test.describe('a page in an iframe', () => {
  for (const origin of ['the same origin', 'another origin'] as const) {
    for (const vendor of ['tencent', 'aliyun'] as const) {
      test(`of ${origin}: the challenge is solved in it, ${vendor}`, async ({ page, scenario, store }) => {
        await page.addInitScript(record);
        const framed = scenarioUrl(scenario.simulator, store);
        // The simulator's page host answers to both names, which are two origins.
        const src = origin === 'the same origin' ? framed : framed.replace('127.0.0.1', 'localhost');
        expect(await reaches(src), 'localhost leads to the simulator').toBe(true);
        const body = `<iframe name="framed" src="${src}" width="800" height="600"></iframe>`;
        await page.goto(scenarioUrl(scenario.simulator, store, { body }));
        const frame = page.frame('framed');
        if (!frame) throw new Error('The frame is not there');
        await expect.poll(() => frame.evaluate(() => 'library' in window)).toBe(true);
        const scriptUrl = scenario.url(vendor === 'tencent' ? 'tencent-cn' : 'aliyun');
        const given = vendor === 'tencent' ? { appId, scriptUrl } : { sceneId: 'scene1', prefix: 'shop1', scriptUrl };
        await begin(frame, { providers: [given] });
        await expect((vendor === 'tencent' ? tencentChallenge : aliyunPopup)(frame)).toBeVisible();
        await expect.poll(async () => (await eventsOf(frame)).map(({ type }) => type)).toContain('shown');
        await (vendor === 'tencent' ? solveTencent : solveAliyun)(frame);
        expect(await outcomeOf(frame)).toMatchObject({ status: 'passed', proof: { vendor } });
        expect(await page.evaluate(() => 'TencentCaptcha' in window || 'initAliyunCaptcha' in window)).toBe(false);
      });
    }
  }
});

async function reaches(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
