import { expect, type Page } from '@playwright/test';
import type { Scenario, ScenarioPage } from './harness.js';

export interface TencentResult {
  ret: number;
  ticket?: string | null;
  appid?: string;
  errorCode?: number;
}

interface TencentInstance {
  show(): void;
  destroy(): void;
}

interface AliyunInstance {
  show(): void;
  destroyCaptcha(): void;
}

/** A page that uses a vendor's script directly, as its documentation says: what the library's guards are measured by. */
export interface NaivePage {
  /** What the vendor called back, in words and in order. */
  heard: string[];
  results: TencentResult[];
  instances: AliyunInstance[];
  TencentCaptcha: new (...signature: unknown[]) => TencentInstance;
  initAliyunCaptcha(options: Record<string, unknown>): Promise<unknown>;
  tencent(name: string, options?: Record<string, unknown>): TencentInstance;
  aliyun(name: string, options?: Record<string, unknown>): Promise<unknown>;
}

/** Opens a page with the vendors' own tags in its head. */
export async function openNaivePage(
  page: Page,
  scenario: Scenario,
  scripts: readonly string[],
  rest: ScenarioPage = {},
): Promise<void> {
  const nonce = rest.nonce ? ` nonce="${rest.nonce}"` : '';
  const tags = scripts.map((src) => `<script${nonce} src="${src.replaceAll('&', '&amp;')}"></script>`).join('');
  await scenario.open({ ...rest, head: `${rest.head ?? ''}${tags}` });
  await page.evaluate(() => {
    const naive = window as unknown as NaivePage;
    Object.assign(naive, {
      heard: [],
      results: [],
      instances: [],
      tencent: (name, options = {}) =>
        new naive.TencentCaptcha(
          '190000001',
          (result: TencentResult) => {
            naive.results.push(result);
            naive.heard.push(`${name} ${result.errorCode ?? (result.ticket ? 'passed' : 'closed')}`);
          },
          options,
        ),
      aliyun: (name, options = {}) =>
        naive.initAliyunCaptcha({
          SceneId: 'scene1',
          prefix: 'shop1',
          region: 'cn',
          mode: 'popup',
          element: '#box',
          button: '#before',
          language: 'en',
          success: () => naive.heard.push(`${name} success`),
          getInstance: (instance: AliyunInstance) => {
            naive.instances.push(instance);
            naive.heard.push(`${name} instance`);
          },
          onError: ({ code }: { code: string }) => naive.heard.push(`${name} onError ${code}`),
          ...options,
        }),
    } satisfies Partial<NaivePage>);
  });
}

export const heard = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as NaivePage).heard);

/** Waits until the vendor has called back with these words. */
export async function hears(page: Page, words: string): Promise<void> {
  await expect.poll(() => heard(page), { intervals: [50] }).toContain(words);
}

/** Runs the tasks that are due in the page by now, each of which may bring another: five rounds of them. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setTimeout(resolve));
  });
