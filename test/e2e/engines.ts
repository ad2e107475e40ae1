import { existsSync, readFileSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';
import type { WebKitParts } from '../tools/webkit-driver.mjs';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof ENGINES)[number];
export const ENGINE_TITLES: Record<Engine, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** What test/tools/browsers.mjs found of an engine. Nothing said: Playwright's own build. */
export interface FoundEngine {
  launchOptions?: LaunchOptions;
  channel?: string;
  /** The browser as its users have it, where the one above is its headless shell. */
  whole?: Pick<FoundEngine, 'launchOptions' | 'channel'>;
  /** A WebKit that Playwright cannot drive. */
  webdriver?: WebKitParts;
  /** Why there is none. */
  missing?: string;
}

const file = '.browsers.json';

export const foundEngines: Partial<Record<Engine, FoundEngine>> = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<Engine, FoundEngine>>)
  : {};
