import { testRows } from './row-tests.js';
import { policyRows } from './rows/policies.js';

testRows(policyRows);
