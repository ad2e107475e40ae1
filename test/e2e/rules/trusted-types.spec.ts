import { eventsOf, expect, test, verify } from '../harness.js';
import { requestsAt } from '../request-log.js';
import { trapsExcept } from 'captcha-failover-simulator/cases';

const appId = '190000001';
const careful = trapsExcept('tencent-inner-html', 'tencent-script-src');
const pass = (name: string) =>
  `<script>trustedTypes.createPolicy('${name}', { createHTML: (html) => html, createScriptURL: (url) => url });</script>`;

test.describe('enforced Trusted Types', () => {
  test('let our tag through by our policy', async ({ page, scenario }) => {
    const policy = "require-trusted-types-for 'script'; trusted-types captcha-failover tencent-captcha";
    await scenario.open({ headers: { 'content-security-policy': policy } });
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass', traps: careful });
    for (let round = 1; round <= 2; round += 1) {
      // Also the second time: a policy of a name can be made once only.
      expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
    }
  });

  test("let our tag through by the page's default policy where ours is not allowed", async ({ page, scenario }) => {
    const policy = "require-trusted-types-for 'script'; trusted-types default";
    await scenario.open({ headers: { 'content-security-policy': policy }, head: pass('default') });
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });

  for (const { name, policy, head } of [
    { name: 'no policy is allowed', policy: "trusted-types 'none'", head: '' },
    {
      name: 'the default policy refuses the URL',
      policy: 'trusted-types default',
      head: `<script>trustedTypes.createPolicy('default', { createScriptURL: () => null });</script>`,
    },
  ]) {
    test(`refuse our tag where ${name}, which is told at once`, async ({ page, scenario }) => {
      const headers = { 'content-security-policy': `require-trusted-types-for 'script'; ${policy}` };
      await scenario.open({ headers, head });
      const scriptUrl = scenario.url('tencent-cn');
      const outcome = await verify(page, { providers: [{ appId, scriptUrl }] });
      expect(outcome).toMatchObject({
        status: 'unverified',
        errorCode: 1001,
        error: { code: 'trusted_types_refused', category: 'page', next: 'fix_configuration' },
      });
      expect((await eventsOf(page)).filter(({ type }) => type === 'attempt')).toHaveLength(1);
      expect(requestsAt(scenario, scriptUrl, 'entry')).toEqual([]);
    });
  }

  test('that only report change nothing', async ({ page, scenario }) => {
    const headers = {
      'content-security-policy-report-only': "require-trusted-types-for 'script'; trusted-types 'none'",
    };
    await scenario.open({ headers });
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });
});
