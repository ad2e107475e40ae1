import { startEntry } from './entry.js';
import { INTERNATIONAL_3 } from './generation.js';

startEntry(INTERNATIONAL_3);
