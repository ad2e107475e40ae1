import { testRows } from './row-tests.js';
import { pageTagRows } from './rows/page-tags.js';

testRows(pageTagRows);
