import { startEntry } from './entry.js';
import { MAINLAND_1 } from './generation.js';

startEntry(MAINLAND_1);
