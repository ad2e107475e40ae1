import { testRows } from './row-tests.js';
import { entryFaultRows } from './rows/entry-faults.js';

testRows(entryFaultRows);
