import { TENCENT_BEHAVIOUR_LIST } from '../../../demo/simulator/case.js';
import { TENCENT_BEHAVIOURS } from './behaviour-expectations.js';
import { test } from './case-pool.js';
import { testRows } from './case-tests.js';
import { behaviourRow } from './row.js';

test.use({ trace: 'off', screenshot: 'off' });

testRows(TENCENT_BEHAVIOUR_LIST.map((behave) => behaviourRow('tencent', behave, TENCENT_BEHAVIOURS[behave])));
