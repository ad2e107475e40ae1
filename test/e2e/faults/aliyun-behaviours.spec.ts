import { ALIYUN_BEHAVIOUR_LIST, type AliyunBehaviour } from '../../../demo/simulator/case.js';
import { ALIYUN_BEHAVIOURS, DEGRADED_AFTER_FAILURE } from './behaviour-expectations.js';
import { test } from './case-pool.js';
import { testRows } from './case-tests.js';
import type { Expected } from './expected.js';
import { behaviourRow, matrixRow } from './row.js';

test.use({ trace: 'off', screenshot: 'off' });

const afterFailure = Object.entries(DEGRADED_AFTER_FAILURE) as [AliyunBehaviour, Expected][];

testRows([
  ...ALIYUN_BEHAVIOUR_LIST.map((behave) => behaviourRow('aliyun', behave, ALIYUN_BEHAVIOURS[behave])),
  ...afterFailure.map(([behave, expected]) =>
    matrixRow(`Aliyun's script: ${behave} when Init fails`, 'aliyun', { behave, config: ['503'] }, expected),
  ),
]);
