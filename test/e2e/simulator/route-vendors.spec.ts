import { closeChallenge, routeVendors, solveChallenge } from 'captcha-failover-simulator/playwright';
import type { Fault, Scene } from 'captcha-failover-simulator/cases';
import { begin, expect, outcomeOf, test, verify, type PlainOptions } from '../harness.js';

/** As an app has them: nothing here knows of a simulator. */
const tencent = { appId: '190000001' };
const aliyun = { sceneId: 'scene1', prefix: 'shop1' };
const both: PlainOptions = { providers: [tencent, aliyun] };

test.describe("the vendors' real addresses, served by the simulator", () => {
  test('pass a challenge of the first vendor', async ({ page, context, scenario }) => {
    await routeVendors(context, scenario.simulator);
    await scenario.open();
    await begin(page, both);
    await solveChallenge(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor: 'tencent', id: tencent.appId } });
  });

  test('pass at the second vendor while the first one hangs', async ({ page, context, scenario }) => {
    await routeVendors(context, scenario.simulator, { tencent: { entry: 'hang' } });
    await scenario.open();
    await begin(page, both);
    await solveChallenge(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun', id: aliyun.sceneId } });
  });

  test('end as unverified with both vendors down', async ({ page, context, scenario }) => {
    await routeVendors(context, scenario.simulator, { tencent: { entry: '503' }, aliyun: { entry: 'reset' } });
    await scenario.open();
    const outcome = await verify(page, { ...both, retry: { limit: 0 } });
    expect(outcome).toMatchObject({ status: 'unverified', errorCode: 1001 });
    expect(outcome.status === 'unverified' && outcome.proof.failures.map(({ code }) => code)).toEqual([
      'script_network',
      'script_network',
    ]);
  });

  test('count the requests of a list: the second attempt is answered', async ({ page, context, scenario }) => {
    await routeVendors(context, scenario.simulator, { tencent: { entry: ['503', 'ok'] } });
    await scenario.open();
    await begin(page, { providers: [tencent] });
    await solveChallenge(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  const inits: [Fault, string][] = [
    ['code_IllegalScene', 'vendor_refused'],
    ['limit_flow', 'rate_limited'],
    ['reset', 'vendor_failed'],
    ['refused', 'vendor_failed'],
  ];
  for (const [fault, code] of inits) {
    test(`break Init by ${fault}: ${code}`, async ({ page, context, scenario }) => {
      await routeVendors(context, scenario.simulator, { aliyun: { config: fault } });
      await scenario.open();
      const outcome = await verify(page, { providers: [aliyun] });
      expect(outcome).toMatchObject({ status: 'unverified', error: { code } });
    });
  }

  test('take a vendor down and up again', async ({ page, context, scenario }) => {
    await routeVendors(context, scenario.simulator);
    scenario.simulator.setDown('tencent', true);
    await scenario.open();
    expect(await verify(page, { providers: [tencent], retry: { limit: 0 } })).toMatchObject({ status: 'unverified' });
    scenario.simulator.setDown('tencent', false);
    await begin(page, { providers: [tencent] });
    await solveChallenge(page);
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
  });

  test('take other faults at a later call', async ({ page, context, scenario }) => {
    const takeBack = await routeVendors(context, scenario.simulator, { tencent: { entry: 'refused' } });
    await takeBack();
    await routeVendors(context, scenario.simulator);
    await scenario.open();
    await begin(page, { providers: [tencent] });
    await closeChallenge(page);
    expect(await outcomeOf(page)).toEqual({ status: 'dismissed', proof: null, reason: 'closed' });
  });

  test("hold under a Content-Security-Policy that names the vendors' hosts", async ({ page, context, scenario }) => {
    await routeVendors(context, scenario.simulator);
    const hosts =
      'https://*.captcha.qcloud.com https://*.captcha.gtimg.com https://*.alicdn.com https://*.captcha-open.aliyuncs.com https://*.captcha-open-b.aliyuncs.com https://static-captcha.aliyuncs.com';
    await scenario.open({
      headers: {
        'content-security-policy': `default-src 'self'; script-src 'self' 'nonce-n1' https://turing.captcha.qcloud.com ${hosts}; connect-src 'self' ${hosts}; img-src * data: blob:; style-src 'self' 'unsafe-inline' ${hosts}`,
      },
      nonce: 'n1',
    });
    for (const [n, provider] of [tencent, aliyun].entries()) {
      await begin(page, { providers: [provider] });
      await solveChallenge(page);
      expect(await outcomeOf(page, n + 1)).toMatchObject({ status: 'passed' });
    }
  });
});

test.describe('solveChallenge', () => {
  const scenes: Scene[] = ['SLIDING', 'PUZZLE', 'CHECK_BOX', 'INPAINTING'];
  for (const scene of scenes) {
    for (const mode of ['popup', 'embed'] as const) {
      test(`solves Aliyun's ${scene} in ${mode}`, async ({ page, context, scenario }) => {
        await routeVendors(context, scenario.simulator, { aliyun: { scene } });
        await scenario.open();
        await begin(page, { providers: [aliyun], mode, element: '#box' });
        await solveChallenge(page);
        expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
      });
    }
  }

  test("solves the international site's checkbox, and the challenge behind it", async ({ page, context, scenario }) => {
    await routeVendors(context, scenario.simulator);
    await scenario.open();
    await begin(page, { providers: [{ ...tencent, region: 'intl' }], element: '#box' });
    await solveChallenge(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });
});
