import { passed } from '../expected.js';
import { rowsOf, type Row } from '../row.js';

/** Rows in which somebody acts from outside the page, each in a page of its own. */
export const keyRows: readonly Row[] = [
  ...rowsOf('healthy load, solved by real keys', {}, passed),
  ...rowsOf('an embed, solved by real keys', { scene: 'SLIDING' }, passed, {
    options: { mode: 'embed', element: '#box' },
    how: 'embed',
  }),
];

export const historyRows: readonly Row[] = rowsOf(
  'back from the back/forward cache in mid-challenge',
  {},
  { ...passed, sees: { 'came back': true }, slack: 60_000 },
);
