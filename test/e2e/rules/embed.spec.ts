import { solveAliyun, solveTencent, tencentChallenge, tencentCheckbox } from '../challenge.js';
import { begin, expect, outcomeOf, test, traces, type PlainOptions, type Scenario } from '../harness.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };

interface Embed {
  name: string;
  provider(scenario: Scenario): PlainOptions['providers'][number];
  drawn: string;
  solve: typeof solveTencent;
}

const embeds: Embed[] = [
  {
    name: 'Tencent',
    provider: (scenario) => ({ appId, scriptUrl: scenario.url('tencent-cn') }),
    drawn: '.tencent-captcha-dy__content',
    solve: solveTencent,
  },
  {
    name: 'Aliyun, V3 slider',
    provider: (scenario) => ({ ...shop, scriptUrl: scenario.url('aliyun', { scene: 'SLIDING' }) }),
    drawn: '.aliyunCaptcha-challenge',
    solve: solveAliyun,
  },
  {
    name: 'Aliyun, V3 puzzle behind a button',
    provider: (scenario) => ({ ...shop, scriptUrl: scenario.url('aliyun', { scene: 'PUZZLE' }) }),
    drawn: '.aliyunCaptcha-start',
    solve: async (page) => {
      await page.locator('.aliyunCaptcha-start').click();
      await solveAliyun(page);
    },
  },
];

test.describe('embed', () => {
  for (const { name, provider, drawn, solve } of embeds) {
    test(`a passed challenge stays in its box; verify() puts a new one there: ${name}`, async ({ page, scenario }) => {
      await scenario.open();
      await begin(page, { providers: [provider(scenario)], mode: 'embed', element: '#box' });
      const proofs = new Set<string>();
      for (let round = 1; round <= 3; round += 1) {
        await expect(page.locator(`#box ${drawn}`)).toBeVisible();
        await solve(page);
        const outcome = await outcomeOf(page, round);
        expect(outcome).toMatchObject({ status: 'passed' });
        proofs.add(JSON.stringify(outcome.proof));
        await expect(page.locator(`#box ${drawn}`)).toHaveCount(1);
        await expect(page.locator('#box > *')).toHaveCount(1);
        await page.evaluate(() => void window.run());
      }
      expect(proofs.size).toBe(3);
      await page.evaluate(() => window.captcha.destroy());
      await expect(page.locator('#box > *')).toHaveCount(0);
      expect(await traces(page)).toEqual([]);
    });
  }

  test('verify() after an unverified outcome puts a challenge there', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { config: ['503', '503', '503', 'ok'] });
    await begin(page, { providers: [{ appId, scriptUrl }], mode: 'embed', element: '#box' });
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'unverified', errorCode: 1006 });
    await expect(page.locator('#box > *')).toHaveCount(0);
    await page.evaluate(() => void window.run());
    await expect(tencentChallenge(page)).toBeVisible();
    await solveTencent(page);
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
  });

  test('the international checkbox comes back for another verify()', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-intl', { behave: 'smart_pass' });
    await begin(page, { providers: [{ appId, region: 'intl', scriptUrl }], mode: 'embed', element: '#box' });
    for (let round = 1; round <= 2; round += 1) {
      await tencentCheckbox(page).and(page.locator('[data-state="open"]')).click();
      expect(await outcomeOf(page, round)).toMatchObject({ status: 'passed' });
      await expect(tencentCheckbox(page)).toHaveCount(1);
      await page.evaluate(() => void window.run());
    }
  });

  test('two vendors share a box in turn', async ({ page, scenario }) => {
    await scenario.open();
    const dead = { appId, scriptUrl: scenario.url('tencent-cn', { behave: 'code_1006_after_shown' }) };
    const healthy = { ...shop, scriptUrl: scenario.url('aliyun', { scene: 'SLIDING' }) };
    await begin(page, { providers: [dead, healthy], mode: 'embed', element: '#box' });
    await expect(page.locator('#box .aliyunCaptcha-challenge')).toBeVisible();
    await expect(tencentChallenge(page)).toHaveCount(0);
    await solveAliyun(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
    await expect(page.locator('#box > *')).toHaveCount(1);
  });
});
