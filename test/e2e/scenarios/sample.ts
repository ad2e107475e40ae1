import { createHash } from 'node:crypto';
import type { Engine } from '../engines.js';
import { titleOf, type Row } from './row.js';

/** Of the rows whose course the library alone decides, one in so many is played in Firefox and WebKit. */
export const SAMPLE = 12;

export interface Sampling {
  /** All rows in all engines. */
  all: boolean;
  /** Another one chooses other rows. */
  seed: string;
}

/** Another sample each day, the same in all processes of a run: playwright.config.ts sets the seed if nobody has. */
export const sampling = (): Sampling => ({
  all: process.env['E2E_ALL'] === '1',
  seed: process.env['E2E_SEED'] ?? '',
});

/**
 * Whether a row is played in an engine. In Chromium all are. The other two play each row in which an engine can matter
 * (how it loads scripts, applies policies, lays out, submits forms, keeps pages), each row that is expected to end
 * otherwise there, and a sample of the rest.
 */
export function isChosen(row: Row, engine: Engine, canEngineMatter: boolean, { all, seed }: Sampling): boolean {
  if (all || engine === 'chromium' || canEngineMatter || row.inEngine?.[engine]) return true;
  const [first = 0] = createHash('sha256')
    .update(`${seed} ${titleOf(row)}`)
    .digest();
  return first % SAMPLE === 0;
}
