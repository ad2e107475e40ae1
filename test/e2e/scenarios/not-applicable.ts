import type { Engine } from '../engines.js';

/** Cells of the table that are not run, each with its reason. Any other skipped test fails the run. */
export const NOT_APPLICABLE: readonly { name: string; engines: readonly Engine[]; reason: string }[] = [
  {
    name: 'back from the back/forward cache in mid-challenge',
    engines: ['firefox'],
    reason: 'with its page cache on, going back hangs under the driver of this browser, so the cache is off',
  },
  {
    name: 'back from the back/forward cache in mid-challenge',
    engines: ['webkit'],
    reason: 'the driver of this browser keeps no page alive that it has left',
  },
];

export const reasonOf = (name: string, engine: Engine): string | undefined =>
  NOT_APPLICABLE.find((cell) => cell.name === name && cell.engines.includes(engine))?.reason;
