import { testRows } from './row-tests.js';
import { sessionRows } from './rows/sessions.js';

testRows(sessionRows);
