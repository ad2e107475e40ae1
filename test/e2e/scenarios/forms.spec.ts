import { testRows } from './row-tests.js';
import { formRows } from './rows/forms.js';

testRows(formRows);
