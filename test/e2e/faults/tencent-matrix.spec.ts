import { PLACES } from '../../../demo/simulator/case.js';
import { testRows } from './case-tests.js';
import { test } from './case-pool.js';
import { matrixRows } from './expectations.js';
import { faultRow } from './row.js';

test.use({ trace: 'off', screenshot: 'off' });

testRows(
  PLACES.flatMap((place) =>
    matrixRows('tencent', place).map(({ fault, expected }) => faultRow('tencent', place, [fault], expected)),
  ),
);
