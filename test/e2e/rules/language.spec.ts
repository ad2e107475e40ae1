import { vendorNodes } from '../vendor-nodes.js';
import { expect, test } from '../harness.js';

/** What the page says, what its user reads, and what the challenge then says of its own language. */
const rows = [
  { lang: 'zh-Hant', locale: 'en-GB', shown: 'zh-TW' },
  { lang: 'sv', locale: 'zh-TW', shown: 'zh-TW' },
  { lang: '', locale: 'en-GB', shown: 'en' },
  { lang: 'en_US.UTF-8', locale: 'zh-TW', shown: 'zh-TW' },
];

for (const { lang, locale, shown } of rows) {
  test.describe(`a page that says "${lang}", to somebody who reads ${locale}`, () => {
    test.use({ locale });

    for (const [vendor, preload] of [
      ['tencent', 'none'],
      ['aliyun', 'none'],
      ['aliyun', 'eager'],
    ] as const) {
      test(`with the language auto, ${vendor}'s challenge speaks ${shown} (preload: ${preload})`, async ({
        page,
        scenario,
      }) => {
        await scenario.open();
        const scriptUrl = scenario.url(vendor === 'tencent' ? 'tencent-cn' : 'aliyun');
        await page.evaluate(
          async ([name, url, when, said]) => {
            const { tencent, aliyun } = window.library;
            const providers =
              name === 'tencent'
                ? tencent({ appId: '190000001', scriptUrl: url })
                : aliyun({ sceneId: 'scene1', prefix: 'shop1', scriptUrl: url });
            const captcha = window.create({ providers, language: 'auto', preload: when });
            if (when === 'eager') await captcha.preload();
            // After the preload, as a page's own translation does it.
            document.documentElement.lang = said;
            void window.run(captcha);
          },
          [vendor, scriptUrl, preload, lang] as const,
        );
        const speaking = page.locator(vendorNodes).and(page.locator(`[lang="${shown}" i]`));
        const within = page.locator(vendorNodes).locator(`[lang="${shown}" i]`);
        await expect(speaking.or(within).first()).toBeVisible();
      });
    }
  });
}
