import type { Outcome } from '../../../src/index.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import { expect, test } from '../harness.js';

declare global {
  interface Window {
    heard: Outcome['status'][];
  }
}

const body = '<button type="button" class="send">A</button><p><button type="button" class="send">B</button></p>';
const vendors = [
  { vendor: 'tencent', script: 'tencent-cn', solve: solveTencent },
  { vendor: 'aliyun', script: 'aliyun', solve: solveAliyun },
] as const;

for (const { vendor, script, solve } of vendors) {
  test(`each button of one selector works, one after the other (${vendor})`, async ({ page, scenario }) => {
    await scenario.open({ body });
    await page.evaluate(
      ([name, scriptUrl]) => {
        const { tencent, aliyun } = window.library;
        window.heard = [];
        window.create({
          providers:
            name === 'tencent'
              ? tencent({ appId: '190000001', scriptUrl })
              : aliyun({ sceneId: 'scene1', prefix: 'shop1', scriptUrl }),
          preload: 'none',
          button: '.send',
          onOutcome: ({ status }) => window.heard.push(status),
        });
      },
      [vendor, scenario.url(script)] as const,
    );
    for (const name of ['B', 'A']) {
      await page.getByRole('button', { name, exact: true }).click();
      await solve(page);
      await expect
        .poll(() => page.evaluate(() => window.heard))
        .toEqual(name === 'B' ? ['passed'] : ['passed', 'passed']);
    }
  });
}
