import type { Fault, Place } from 'captcha-failover-simulator/cases';
import { solveAliyun, solveTencent } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { requestsAt } from '../request-log.js';

/** What comes when its session is over may serve the next one, and never disturbs it. `requests`: of the first one. */
const CASES = [
  { script: 'tencent-cn', place: 'entry', requests: 2, late: /TJCaptcha/, code: 'script_timeout' },
  { script: 'tencent-cn', place: 'secondary', requests: 1, late: /tgJCap/, code: 'not_shown' },
  { script: 'tencent-cn', place: 'config', requests: 1, late: /cap_union_prehandle/, code: 'not_shown' },
  { script: 'tencent-cn', place: 'image', requests: 1, late: /hycdn/, code: 'not_shown' },
  { script: 'aliyun', place: 'entry', requests: 2, late: /AliyunCaptcha\.js/, code: 'script_timeout' },
  { script: 'aliyun', place: 'secondary', requests: 1, late: /dynamicJS.+\.js/, code: 'not_shown' },
  { script: 'aliyun', place: 'image', requests: 2, late: /background\.svg/, code: 'not_shown' },
] as const satisfies { place: Place; [more: string]: unknown }[];

for (const { script, place, requests, late, code } of CASES) {
  test(`a verify() that begins when the ${place} of the last one arrives at last (${script}) passes, once`, async ({
    page,
    scenario,
  }) => {
    const isTencent = script === 'tencent-cn';
    const scriptUrl = scenario.url(script, { [place]: [...Array<Fault>(requests).fill('late_4'), 'ok'] });
    const provider = isTencent ? { appId: '123456789', scriptUrl } : { sceneId: 'scene1', prefix: 'pre', scriptUrl };
    await scenario.open();
    const arrival = page.waitForEvent('requestfinished', (request) => late.test(request.url()));
    await begin(page, { providers: [provider], deadline: 3000, retry: { limit: 1, timeout: 1000 } });
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code } });

    await arrival;
    await page.evaluate(() => void window.run());
    const over = page.waitForFunction(() => window.recorded.outcomes.length > 1).then(() => true);
    const fresh = page.locator('[role="slider"][aria-valuenow="0"]:not([aria-disabled])');
    let answers = 0;
    do {
      await Promise.race([over, isTencent ? solveTencent(page) : solveAliyun(page)]);
      answers += 1;
      // A challenge that loses its place to a late one is put there again: the user begins anew.
    } while (!(await Promise.race([over, fresh.waitFor().then(() => false)])));

    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'verify').length).toBeLessThanOrEqual(answers);
    expect((await eventsOf(page)).filter(({ type }) => type === 'outcome')).toHaveLength(2);
  });
}
