import type { Page } from '@playwright/test';
import type { Shop } from './shop.js';

/** Where a snippet is tried. */
export interface Place {
  readonly page: Page;
  readonly shop: Shop;
  /** The snippet: HTML and headers as they are written, the rest as JavaScript. */
  readonly code: string;
}

/** One thing that a snippet must do, in words that follow its name. */
export interface SnippetRun {
  readonly does: string;
  run(place: Place): Promise<void>;
}

/** By the key of the block. */
export type SnippetRuns = Readonly<Record<string, readonly SnippetRun[]>>;
