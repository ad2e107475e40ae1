import type { Page } from '@playwright/test';
import type { AliyunFaults, TencentFaults } from 'captcha-failover-simulator';
import { expect } from '../harness.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import type { Place, SnippetRun } from './snippet-run.js';

/** A page that came over from one vendor, and how to use it. */
export interface MigratedPage {
  vendor: 'tencent' | 'aliyun';
  open(place: Place): Promise<void>;
  /** Has the page check its user. */
  press(page: Page): Promise<void>;
}

const faults: { tencent: Record<string, TencentFaults>; aliyun: Record<string, AliyunFaults> } = {
  tencent: {
    'its script is refused': { entry: ['503'] },
    'its script hangs': { entry: ['hang'] },
    'its script comes empty': { entry: ['empty'] },
    'its second script is not there': { secondary: ['503'] },
    'its configuration is not there': { config: ['503'] },
    'its script gives up by itself': { behave: 'code_1006' },
  },
  aliyun: {
    'its script is refused': { entry: ['503'] },
    'its script hangs': { entry: ['hang'] },
    'its script comes empty': { entry: ['empty'] },
    'its second script is not there': { secondary: ['503'] },
    'its Init fails': { config: ['503'] },
    'its Init hangs': { config: ['hang'] },
    'its Init refuses the scene': { config: ['code_IllegalScene'] },
  },
};

const second = {
  tencent: { provider: "aliyun({ sceneId: 'scene1', prefix: 'shop1' })", name: 'aliyun', solve: solveAliyun },
  aliyun: { provider: "tencent({ appId: '190000001' })", name: 'tencent', solve: solveTencent },
} as const;

/** Opens the page with the other vendor added behind its own, if it has none yet. */
export function withSecond(code: string, vendor: 'tencent' | 'aliyun'): string {
  if (code.includes('tencent(') && code.includes('aliyun(')) return code;
  const { provider, name } = second[vendor];
  const [, own = ''] = /providers: ((?:tencent|aliyun)\([^]*?\}\)),\s+language/.exec(code) ?? [];
  expect(own).not.toBe('');
  return code
    .replace(own, `[${own}, ${provider}]`)
    .replace(new RegExp(`\\b${vendor}\\b(?=[^;]*\\} (= CaptchaFailover|from))`), `${vendor}, ${name}`);
}

/** What reached the page's server. */
function listen({ shop }: Place): () => string {
  const posts: string[] = [];
  shop.serve('/sign-in', (body) => {
    posts.push(body);
    return JSON.stringify({ captchaResult: true, bizResult: true });
  });
  return () => [...posts, ...shop.posts.map(({ fields }) => JSON.stringify(fields))].join();
}

/** However its vendor fails, a page posts something that its server can judge: it never falls silent. */
export const outageRuns = ({ vendor, open, press }: MigratedPage): SnippetRun[] => [
  ...Object.entries<TencentFaults | AliyunFaults>(faults[vendor]).map(([what, fault]): SnippetRun => ({
    does: `posts a ticket when ${what}`,
    async run(place) {
      const heard = listen(place);
      // Alone, also where the page offers two.
      place.shop.suppose({ tencent: { entry: ['503'] }, aliyun: { entry: ['503'] }, [vendor]: fault });
      await open(place);
      await press(place.page);
      await expect.poll(heard, { timeout: 25_000 }).toMatch(/tr?error_\d+_\w+/);
    },
  })),
  {
    does: 'posts what the second vendor gave, when there is one and it steps in',
    async run(place) {
      const heard = listen(place);
      place.shop.suppose({ [vendor]: { entry: ['503'] } });
      await open({ ...place, code: withSecond(place.code, vendor) });
      await press(place.page);
      await second[vendor].solve(place.page);
      const isProof = vendor === 'tencent' ? /captchaVerifyParam/ : /randstr/;
      await expect.poll(heard).toMatch(isProof);
    },
  },
];
