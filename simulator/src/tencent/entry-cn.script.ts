import { startEntry } from './entry.js';
import { MAINLAND_2 } from './generation.js';

startEntry(MAINLAND_2);
