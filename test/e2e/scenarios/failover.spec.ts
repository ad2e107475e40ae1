import { testRows } from './row-tests.js';
import { failoverRows } from './rows/failover.js';

testRows(failoverRows);
