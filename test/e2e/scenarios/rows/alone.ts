import { closed, passed } from '../expected.js';
import { rowsOf, type Row } from '../row.js';

/** Rows in which somebody acts from outside the page, each in a page of its own. */
export const keyRows: readonly Row[] = [
  ...rowsOf('healthy load, solved by real keys', {}, passed),
  ...rowsOf('an embed, solved by real keys', { scene: 'SLIDING' }, passed, {
    options: { mode: 'embed', element: '#box' },
    how: 'embed',
  }),
];

/** Closed by Escape. Frames side by side would take the focus from each other. */
export const focusRows: readonly Row[] = ['in its listener', 'in a microtask', '74 ms later'].flatMap((how) =>
  rowsOf(
    `a button that the page disables while it checks, and enables ${how}`,
    {},
    { ...closed, sees: { focus: 'Send' }, note: 'it has the focus again' },
    { play: 'focus_back', how },
  ),
);

export const historyRows: readonly Row[] = rowsOf(
  'back from the back/forward cache in mid-challenge',
  {},
  { ...passed, sees: { 'came back': true }, slack: 60_000 },
);
