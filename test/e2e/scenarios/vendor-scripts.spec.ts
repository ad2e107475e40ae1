import { testRows } from './row-tests.js';
import { vendorScriptRows } from './rows/vendor-scripts.js';

testRows(vendorScriptRows);
