import { documentOf } from '../../unit/docs/documents.js';
import { headerOf, joinHeader } from '../../unit/docs/policy.js';
import { sectionOf } from '../../unit/docs/markdown.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import { expect } from '../harness.js';
import { loginForm, serveScriptTag, signIn } from './login-runs.js';
import type { Place, SnippetRun, SnippetRuns } from './snippet-run.js';

const javascript = 'text/javascript; charset=utf-8';
const codeOf = (heading: string, nth = 0): string =>
  sectionOf(documentOf('docs/csp.md'), heading).blocks[nth]?.code ?? '';

/** The inline script of a page that writes its own, which a policy of hosts wants in a file. */
const loginScript = () => {
  const [block] = sectionOf(documentOf('docs/usage.md'), 'A submit handler of your own').blocks;
  return /<script>\n([^]*)<\/script>/.exec(block?.code ?? '')?.[1] ?? '';
};

/** A login page under a policy: its scripts come from files, or inline with a nonce. */
async function openUnder(place: Place, policy: string, { nonce = '', first = '' } = {}): Promise<void> {
  const { shop } = place;
  serveScriptTag(place);
  shop.serve('/first.js', first, javascript);
  shop.serve('/login.js', loginScript(), javascript);
  const attribute = nonce && ` nonce="${nonce}"`;
  const scripts = ['first', 'captcha-failover.min', 'login'].map(
    (name) => `<script src="/${name}.js"${attribute}></script>`,
  );
  await shop.open(loginForm('docs/usage.md', 'A submit handler of your own') + scripts.join(''), {
    'content-security-policy': policy,
  });
}

/** Both vendors under a policy, one after the other. */
const passes = (does: string, open: (place: Place) => Promise<void>): SnippetRun[] => [
  {
    does: `${does} Tencent pass`,
    async run(place) {
      const { page, shop } = place;
      await open(place);
      await signIn(page);
      await solveTencent(page);
      await expect.poll(() => shop.posts).toHaveLength(1);
      expect(shop.posts[0]?.posted).toMatchObject({ vendor: 'tencent' });
      expect(shop.complaints).toEqual([]);
      expect(shop.strays).toEqual([]);
    },
  },
  {
    does: `${does} Aliyun pass`,
    async run(place) {
      const { page, shop } = place;
      shop.suppose({ tencent: { entry: ['503'] } });
      await open(place);
      await signIn(page);
      await solveAliyun(page);
      await expect.poll(() => shop.posts).toHaveLength(1);
      expect(shop.posts[0]?.posted).toMatchObject({ vendor: 'aliyun' });
      expect(shop.complaints.filter((text) => /polic|trusted/i.test(text))).toEqual([]);
      expect(shop.strays).toEqual([]);
    },
  },
];

/** What becomes of both vendors when the policy is too tight. */
const fails = (does: string, open: (place: Place) => Promise<void>, codes: (string | RegExp)[]): SnippetRun => ({
  does,
  async run(place) {
    const { page, shop } = place;
    await open(place);
    await signIn(page);
    await expect.poll(() => shop.posts, { timeout: 20_000 }).toHaveLength(1);
    const failures = codes.map((code) => ({ code: expect.stringMatching(code) }));
    expect(shop.posts[0]?.posted).toMatchObject({ failures });
  },
});

const hosts = () => headerOf(codeOf('Both vendors, mainland'));

/** The host list with another `script-src`. */
const withScripts = (directive: string): string => hosts().replace(/script-src [^;]*/, directive);

const nonce = 'R4nd0mF0rEachResponse';
const types = () => headerOf(codeOf('Trusted Types'));

export const runs: SnippetRuns = {
  'docs/csp.md › Both vendors, mainland': [
    ...passes('lets', (place) => openUnder(place, headerOf(place.code))),
    fails(
      'blocks both vendors where script-src lacks their hosts',
      (place) => openUnder(place, withScripts("script-src 'self'")),
      ['csp_blocked', 'csp_blocked'],
    ),
  ],
  'docs/csp.md › A nonce': [
    ...passes('lets', (place) => openUnder(place, withScripts(joinHeader(place.code)), { nonce })),
    fails(
      'is needed in full: a nonce alone fails as the text says',
      (place) => openUnder(place, withScripts(`script-src 'nonce-${nonce}'`), { nonce }),
      ['vendor_failed', 'not_shown|vendor_failed'],
    ),
  ],
};

/** Both vendors on one page under Trusted Types, for the section about them. */
export const underTypes: SnippetRun[] = passes('lets', (place) =>
  openUnder(place, types(), { first: codeOf('Trusted Types', 1) }),
);
export const withoutDefault: SnippetRun = fails(
  'is needed: without it both vendors fail as the text says',
  (place) => openUnder(place, types()),
  ['trusted_types_refused', 'trusted_types_refused'],
);
