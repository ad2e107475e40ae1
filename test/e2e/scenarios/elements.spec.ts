import { testRows } from './row-tests.js';
import { elementRows } from './rows/elements.js';

testRows(elementRows);
