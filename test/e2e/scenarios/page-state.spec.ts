import { testRows } from './row-tests.js';
import { pageStateRows } from './rows/page-state.js';

testRows(pageStateRows);
