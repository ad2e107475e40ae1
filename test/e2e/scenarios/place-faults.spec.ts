import { testRows } from './row-tests.js';
import { placeFaultRows } from './rows/place-faults.js';

testRows(placeFaultRows);
