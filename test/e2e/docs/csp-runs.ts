import type { Page } from '@playwright/test';
import { documentOf } from '../../unit/docs/documents.js';
import { sectionOf } from '../../unit/docs/markdown.js';
import { headerOf } from '../../unit/docs/policy.js';
import { solveAliyun, solveTencent, tencentCheckbox } from '../challenge.js';
import { expect } from '../harness.js';
import { serveScriptTag } from './login-runs.js';
import { underTypes, withoutDefault } from './policy-runs.js';
import type { Place, SnippetRun, SnippetRuns } from './snippet-run.js';

const javascript = 'text/javascript; charset=utf-8';
const nonce = 'R4nd0mF0rEachResponse';
const codeOf = (heading: string, nth: number) => sectionOf(documentOf('docs/csp.md'), heading).blocks[nth]?.code ?? '';

/** What a section of the document is about. */
interface Site {
  heading: string;
  vendor: 'tencent' | 'aliyun';
  options: object;
  region: 'cn' | 'sgp';
  solve(page: Page): Promise<void>;
}

const sites: readonly Site[] = [
  {
    heading: 'Tencent, mainland',
    vendor: 'tencent',
    options: { appId: '190000001' },
    region: 'cn',
    solve: solveTencent,
  },
  {
    heading: 'Tencent, international',
    vendor: 'tencent',
    options: { appId: '190000001', region: 'intl' },
    region: 'cn',
    async solve(page) {
      await tencentCheckbox(page).click();
      await solveTencent(page);
    },
  },
  {
    heading: 'Aliyun, China',
    vendor: 'aliyun',
    options: { sceneId: 'scene1', prefix: 'shop1' },
    region: 'cn',
    solve: solveAliyun,
  },
  {
    heading: 'Aliyun, Singapore',
    vendor: 'aliyun',
    options: { sceneId: 'scene1', prefix: 'shop1', region: 'sgp' },
    region: 'sgp',
    solve: solveAliyun,
  },
];

const form = '<form method="post" action="/login"><button>Sign in</button></form><div id="captcha"></div>';

const loginOf = ({ vendor, options }: Site) => `
  const { createCaptcha, protectForm, ${vendor} } = CaptchaFailover;
  const captcha = createCaptcha({ providers: ${vendor}(${JSON.stringify(options)}), element: '#captcha', preload: 'none' });
  protectForm(captcha, 'form', { field: 'proof' });`;

/** Signs in under a policy, with all scripts in files that have the nonce. */
async function signIn(place: Place, site: Site, policy: string, first = ''): Promise<void> {
  const { page, shop } = place;
  shop.suppose({ aliyun: { region: site.region } });
  serveScriptTag(place);
  shop.serve('/first.js', first, javascript);
  shop.serve('/login.js', loginOf(site), javascript);
  const tags = ['first', 'captcha-failover.min', 'login'].map(
    (name) => `<script src="/${name}.js" nonce="${nonce}"></script>`,
  );
  await shop.open(form + tags.join(''), { 'content-security-policy': policy });
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const passes = (does: string, site: Site, policyOf: (code: string) => string, first = ''): SnippetRun => ({
  does,
  async run(place) {
    const { page, shop } = place;
    await signIn(place, site, policyOf(place.code), first);
    await site.solve(page);
    await expect.poll(() => shop.posts).toHaveLength(1);
    expect(shop.posts[0]?.fields['proof']).toMatchObject({ vendor: site.vendor });
    expect(shop.posts[0]?.proof).toBe('challenge');
    expect(shop.complaints.filter((text) => /polic|trusted/i.test(text))).toEqual([]);
  },
});

const fails = (does: string, site: Site, policyOf: (code: string) => string): SnippetRun => ({
  does,
  async run(place) {
    const { shop } = place;
    await signIn(place, site, policyOf(place.code));
    await expect.poll(() => shop.posts, { timeout: 20_000 }).toHaveLength(1);
    expect(shop.posts[0]?.fields['proof']).toMatchObject({ failures: [{ vendor: site.vendor }] });
  },
});

const withoutDynamic = (code: string) => headerOf(code).replace(" 'strict-dynamic'", '');
const withoutHosts = (code: string) => headerOf(code).replace(/script-src [^;]*/, "script-src 'self'");
const typed = headerOf(codeOf('Trusted Types', 0));
const defaultPolicy = codeOf('Trusted Types', 1);
const [first] = sites as [Site];

export const runs: SnippetRuns = {
  ...Object.fromEntries(
    sites.flatMap((site) => [
      [
        `docs/csp.md › ${site.heading}`,
        [
          passes('lets the vendor pass by its hosts', site, headerOf),
          fails('is needed: without the hosts of scripts nobody is checked', site, withoutHosts),
        ],
      ],
      [
        `docs/csp.md › ${site.heading} (2)`,
        [
          passes('lets the vendor pass by the nonce', site, headerOf),
          fails("is needed: without 'strict-dynamic' nobody is checked", site, withoutDynamic),
        ],
      ],
    ]),
  ),
  'docs/csp.md › Trusted Types': [
    ...sites.map((site) =>
      passes(
        `lets pass beside the hosts of ${site.heading}`,
        site,
        (code) => `${headerOf(codeOf(site.heading, 0))}, ${headerOf(code)}`,
        defaultPolicy,
      ),
    ),
    ...underTypes,
  ],
  'docs/csp.md › Trusted Types (2)': [
    {
      does: 'refuses a script of a host that is none of the vendors, or only looks like one',
      async run(place) {
        await signIn(place, first, typed, place.code);
        const refused = await place.page.evaluate(() =>
          ['https://evil.example/x.js', 'https://o.alicdn.com.evil.example/x.js', 'http://o.alicdn.com/x.js'].map(
            (url) => {
              try {
                document.createElement('script').src = url;
                return false;
              } catch {
                return true;
              }
            },
          ),
        );
        expect(refused).toEqual([true, true, true]);
      },
    },
    fails('is needed: without it nobody is checked', first, () => typed),
    withoutDefault,
  ],
};
