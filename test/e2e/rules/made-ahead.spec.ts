import type { Page } from '@playwright/test';
import { aliyunPopup, solveAliyun } from '../challenge.js';
import { eventsOf, expect, outcomeOf, test, traces, type PlainOptions } from '../harness.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';

const shop = { sceneId: 'scene1', prefix: 'shop1' };

/** Creates captchas with the default preload, and waits until the widget made ahead is there. */
async function preload(page: Page, options: PlainOptions, count = 1): Promise<void> {
  await page.evaluate(
    async ([text, captchas]) => {
      const { providers, ...rest } = JSON.parse(text) as PlainOptions;
      const created = Array.from({ length: captchas }, () =>
        window.create({ ...rest, providers: window.providers(providers) }),
      );
      Object.assign(window, { created });
      // The vendor builds its popup with the widget.
      while (!document.getElementById('aliyunCaptcha-window-popup') || created.some(({ status }) => status !== 'ready'))
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    [JSON.stringify(options), count] as const,
  );
}

/** What a page does to its document between the preload and the user's press. */
const CHANGES: Record<string, () => void> = {
  'empties its body': () => {
    document.body.innerHTML = '<button id="b">Go</button>';
  },
  'puts a new body in its place, as Turbo does': () => {
    const body = document.createElement('body');
    body.innerHTML = '<button id="b">Go</button>';
    document.body.replaceWith(body);
  },
  'removes what it does not know, as a morph does': () => {
    for (const node of Array.from(document.body.children)) if (!node.matches('h1, #box, script')) node.remove();
  },
  'is written anew': () => {
    document.open();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- pages still do it
    document.write('<!doctype html><title>New</title><body><button id="b">Go</button>');
    document.close();
  },
  'makes all but its open dialog inert': () => {
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    document.body.append(dialog);
    for (const node of Array.from(document.body.children)) if (node !== dialog) node.setAttribute('inert', '');
  },
};

test.describe('what was made ahead, when the page', () => {
  for (const [name, change] of Object.entries(CHANGES)) {
    test(`${name}: there is a challenge at the first verify()`, async ({ page, scenario }) => {
      const scriptUrl = scenario.url('aliyun');
      await scenario.open();
      await preload(page, { providers: [{ ...shop, scriptUrl }] });
      await page.evaluate(change);
      await page.evaluate(() => void window.run());
      await expect(aliyunPopup(page)).toBeVisible();
      await solveAliyun(page);
      expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
      expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(2);
      expect((await eventsOf(page)).filter(({ type }) => type === 'shown')).toHaveLength(1);
      await page.evaluate(() => window.captcha.destroy());
      expect(await traces(page)).toEqual([]);
      await expect(page.locator(vendorNodes)).toHaveCount(0);
    });
  }

  test('hides all but a dialog from assistive technology, is used', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun');
    await scenario.open();
    await preload(page, { providers: [{ ...shop, scriptUrl }] });
    await page.evaluate(() => {
      for (const node of Array.from(document.body.children)) node.setAttribute('aria-hidden', 'true');
    });
    await page.evaluate(() => void window.run());
    await expect(aliyunPopup(page)).toBeVisible();
    await solveAliyun(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(1);
  });
});

test.describe('several captchas of a page', () => {
  for (const fourth of [false, true]) {
    test(`make one Init and fetch its scripts once; ${fourth ? 'a fourth' : 'the second'} uses it`, async ({
      page,
      scenario,
    }) => {
      const scriptUrl = scenario.url('aliyun');
      const options = { providers: [{ ...shop, scriptUrl }] };
      await scenario.open();
      await preload(page, options, 3);
      await page.evaluate(
        ([text, isFourth]) => {
          const { providers } = JSON.parse(text) as PlainOptions;
          const { created } = window as unknown as { created: (typeof window.captcha)[] };
          const fourth = isFourth && window.create({ preload: 'none', providers: window.providers(providers) });
          void window.run(fourth || created[1]);
        },
        [JSON.stringify(options), fourth] as const,
      );
      await solveAliyun(page);
      expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
      for (const place of ['entry', 'config', 'secondary'] as const)
        expect(requestsAt(scenario, scriptUrl, place), place).toHaveLength(1);
    });
  }

  test('each have a challenge; what one uses is not taken away with another', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun');
    await scenario.open();
    await preload(page, { providers: [{ ...shop, scriptUrl }] }, 3);
    for (const [round, n] of [2, 0, 1].entries()) {
      await page.evaluate((index) => {
        const { created } = window as unknown as { created: (typeof window.captcha)[] };
        void window.run(created[index]);
      }, n);
      await expect(aliyunPopup(page)).toBeVisible();
      await solveAliyun(page);
      expect(await outcomeOf(page, round + 1)).toMatchObject({ status: 'passed' });
      await page.evaluate((index) => {
        const { created } = window as unknown as { created: (typeof window.captcha)[] };
        created[index]?.destroy();
      }, n);
    }
    expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(3);
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
    expect(await traces(page)).toEqual([]);
    await expect(page.locator(vendorNodes)).toHaveCount(0);
  });
});
