import type { Page } from '@playwright/test';

/** Closes the open challenge by keyboard, once it listens: its slider is disabled until then. */
export const closeChallenge = (page: Page): Promise<void> =>
  page.getByRole('slider', { disabled: false }).press('Escape');
