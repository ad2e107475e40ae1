import { startEntry } from './entry.js';
import { INTERNATIONAL_2 } from './generation.js';

startEntry(INTERNATIONAL_2);
