import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';

test.describe('a device that is offline', () => {
  test('is waited for: back online, the script is tried again and the session passes', async ({
    page,
    context,
    scenario,
  }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await context.setOffline(true);
    await begin(page, { providers: [{ appId, scriptUrl }], retry: { limit: 0 } });
    const failed = async () => (await eventsOf(page)).filter(({ type }) => type === 'attempt_failed');
    await expect.poll(failed).toMatchObject([{ error: { code: 'offline', category: 'network' }, retryInMs: 'online' }]);
    expect(await page.evaluate(() => window.captcha.status)).toBe('starting');
    await context.setOffline(false);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
  });

  test('until the deadline is told as such', async ({ page, context, scenario }) => {
    await scenario.open();
    await context.setOffline(true);
    await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn') }], deadline: 3000 });
    expect(await outcomeOf(page)).toMatchObject({
      status: 'unverified',
      errorCode: 1001,
      error: { code: 'offline', category: 'network', next: 'retry' },
      proof: { failures: [{ vendor: 'tencent', code: 'offline', category: 'network' }] },
    });
  });
});
