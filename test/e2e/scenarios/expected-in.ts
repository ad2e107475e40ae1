import type { Engine } from '../engines.js';
import type { Expected } from './expected.js';
import type { Row } from './row.js';

/** How a row must end in an engine. */
export const expectedIn = ({ expected, inEngine }: Row, engine: Engine): Expected => inEngine?.[engine] ?? expected;
