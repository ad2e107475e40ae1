import type { Place } from '../../../demo/simulator/case.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { requestsAt } from '../request-log.js';

/** What comes when its session is over is of no use, or of use to the next session; it never disturbs it. */
const CASES = [
  { script: 'tencent-cn', place: 'entry', late: /TJCaptcha/, code: 'script_timeout' },
  { script: 'tencent-cn', place: 'secondary', late: /tgJCap/, code: 'not_shown' },
  { script: 'tencent-cn', place: 'config', late: /cap_union_prehandle/, code: 'not_shown' },
  { script: 'tencent-cn', place: 'image', late: /hycdn/, code: 'not_shown' },
  { script: 'aliyun', place: 'entry', late: /AliyunCaptcha\.js/, code: 'script_timeout' },
  { script: 'aliyun', place: 'secondary', late: /dynamicJS.+\.js/, code: 'not_shown' },
  { script: 'aliyun', place: 'image', late: /background\.svg/, code: 'not_shown' },
] as const satisfies { place: Place; [more: string]: unknown }[];

for (const { script, place, late, code } of CASES) {
  test(`a verify() that begins when the ${place} of the last one arrives at last (${script}) passes, once`, async ({
    page,
    scenario,
  }) => {
    const isTencent = script === 'tencent-cn';
    const scriptUrl = scenario.url(script, { [place]: ['late_4', 'late_4', 'ok'] });
    const provider = isTencent ? { appId: '123456789', scriptUrl } : { sceneId: 'scene1', prefix: 'pre', scriptUrl };
    await scenario.open();
    const arrival = page.waitForEvent('requestfinished', (request) => late.test(request.url()));
    await begin(page, { providers: [provider], deadline: 3000, retry: { limit: 1, timeout: 1000 } });
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code } });

    await arrival;
    await page.evaluate(() => void window.run());
    await (isTencent ? solveTencent(page) : solveAliyun(page));
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'verify')).toHaveLength(1);
    const types = (await eventsOf(page)).map(({ type }) => type);
    expect(types.filter((type) => type === 'outcome')).toHaveLength(2);
    expect(types.filter((type) => type === 'shown')).toHaveLength(1);
  });
}
