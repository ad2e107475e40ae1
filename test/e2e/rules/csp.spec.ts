import { eventsOf, expect, test, verify } from '../harness.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';

test.describe("the page's Content-Security-Policy", () => {
  test('that blocks the script is told at once, and no further attempt is made', async ({ page, scenario }) => {
    await scenario.open({ headers: { 'content-security-policy': "script-src 'self' 'unsafe-inline'" } });
    const scriptUrl = scenario.url('tencent-cn');
    const outcome = await verify(page, { providers: [{ appId, scriptUrl }] });
    expect(outcome).toMatchObject({
      status: 'unverified',
      errorCode: 1001,
      errorMessage: 'jsload_error',
      error: { code: 'csp_blocked', category: 'page', next: 'fix_configuration', attempts: 1 },
    });
    const events = await eventsOf(page);
    expect(events.map(({ type }) => type)).toEqual(['attempt', 'attempt_failed', 'provider_failed', 'outcome']);
    expect(events[1]).toMatchObject({ retryInMs: null });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toEqual([]);
  });

  test('that blocks one URL of a list does not stop the next', async ({ page, scenario }) => {
    const { tencentEntry, tencentCdn } = scenario.simulator.hosts;
    const allowed = `script-src 'self' 'unsafe-inline' ${tencentEntry} ${tencentCdn}`;
    await scenario.open({ headers: { 'content-security-policy': allowed } });
    const blocked = scenario.url('tencent-intl');
    const scriptUrl = [blocked, scenario.url('tencent-cn', { behave: 'smart_pass' })];
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, blocked, 'entry')).toEqual([]);
  });

  test('that blocks where a redirect leads is told too', async ({ page, scenario }) => {
    const allowed = `script-src 'self' 'unsafe-inline' ${scenario.simulator.hosts.tencentEntry}`;
    await scenario.open({ headers: { 'content-security-policy': allowed } });
    // From its second answer on the host sends the browser on to another one.
    const scriptUrl = scenario.url('tencent-cn', { entry: ['503', 'refused'] });
    const outcome = await verify(page, { providers: [{ appId, scriptUrl }] });
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'csp_blocked', attempts: 2 } });
  });

  test("with a nonce lets our tag through by the page's own, or by the one that is given", async ({
    page,
    scenario,
  }) => {
    const nonceOf = () =>
      page.evaluate(() => document.querySelector<HTMLScriptElement>('script[src*="TJCaptcha"]')?.nonce);
    for (const given of [undefined, 'Z2l2ZW4']) {
      const policy = "script-src 'nonce-cGFnZQ' 'nonce-Z2l2ZW4' 'strict-dynamic'";
      await scenario.open({ nonce: 'cGFnZQ', headers: { 'content-security-policy': policy } });
      const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
      const outcome = await verify(page, { providers: [{ appId, scriptUrl }], ...(given && { nonce: given }) });
      expect(outcome).toMatchObject({ status: 'passed' });
      expect(await nonceOf()).toBe(given ?? 'cGFnZQ');
    }
  });

  test('that blocks one provider leads to the next', async ({ page, scenario }) => {
    const { aliyunCdn, aliyunAssets } = scenario.simulator.hosts;
    const allowed = `script-src 'self' 'unsafe-inline' ${aliyunCdn} ${aliyunAssets}`;
    await scenario.open({ headers: { 'content-security-policy': allowed } });
    const outcome = await verify(page, {
      providers: [
        { appId, scriptUrl: scenario.url('tencent-cn') },
        { sceneId: 'scene1', prefix: 'shop1', scriptUrl: scenario.url('aliyun', { scene: 'TRACELESS' }) },
      ],
    });
    expect(outcome).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
  });
});
