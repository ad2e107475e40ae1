import type { Fault, Place } from '../../../demo/simulator/case.js';
import type { Vendor } from '../../../src/index.js';
import { test } from './case-pool.js';
import { testRows } from './case-tests.js';
import { passed, timeout, unseen, type Expected } from './expected.js';
import { faultRow, type Row } from './row.js';

test.use({ trace: 'off', screenshot: 'off' });

const persists: Expected = { ...passed, user: 'persists', note: 'the user tries again' };
const hangs: Expected = { ...unseen, note: "nobody asks again within the deadline: the vendor's own limit is longer" };

/** The vendor is down for a moment: who asks again, and is it in time? Entry scripts are ours, the rest the vendors'. */
const ROWS: readonly [Vendor, Place, readonly Fault[], Expected][] = [
  ['tencent', 'entry', ['503', 'ok'], { ...passed, attempts: 2 }],
  ['tencent', 'entry', ['503', '503', 'ok'], { ...passed, attempts: 3 }],
  ['tencent', 'entry', ['hang', 'ok'], { ...passed, attempts: 2 }],
  ['tencent', 'entry', ['hang', 'hang', 'ok'], { ...passed, attempts: 3 }],
  ['tencent', 'entry', ['wrong_global', 'ok'], { ...passed, attempts: 2 }],
  ['aliyun', 'entry', ['503', 'ok'], { ...passed, attempts: 2 }],
  ['aliyun', 'entry', ['503', '503', 'ok'], { ...passed, attempts: 3 }],
  ['aliyun', 'entry', ['hang', 'ok'], { ...passed, attempts: 2 }],
  [
    'aliyun',
    'entry',
    ['hang', 'hang', 'ok'],
    { ...timeout, deadline: 20_000, attempts: 2, note: 'one more tag after a time-out: the script must not run twice' },
  ],
  ['aliyun', 'entry', ['wrong_global', 'ok'], { ...passed, attempts: 2 }],

  ['tencent', 'secondary', ['503', 'ok'], passed],
  ['tencent', 'secondary', ['503', '503', 'ok'], passed],
  ['tencent', 'secondary', ['hang', 'ok'], hangs],
  ['aliyun', 'secondary', ['503', 'ok'], passed],
  ['aliyun', 'secondary', ['503', '503', 'ok'], passed],
  ['aliyun', 'secondary', ['hang', 'ok'], hangs],

  ['tencent', 'config', ['503', 'ok'], passed],
  ['tencent', 'config', ['503', '503', 'ok'], passed],
  ['tencent', 'config', ['hang', 'ok'], hangs],
  ['aliyun', 'config', ['503', 'ok'], passed],
  ['aliyun', 'config', ['503', '503', 'ok'], { ...passed, note: 'from the second host' }],
  ['aliyun', 'config', ['hang', 'ok'], { ...passed, deadline: 6000 }],

  ['tencent', 'image', ['503', 'ok'], passed],
  ['tencent', 'image', ['503', '503', 'ok'], passed],
  ['tencent', 'image', ['hang', 'ok'], hangs],
  ['aliyun', 'image', ['503', 'ok'], passed],
  ['aliyun', 'image', ['hang', 'ok'], hangs],

  ['tencent', 'verify', ['503', 'ok'], passed],
  ['tencent', 'verify', ['503', '503', 'ok'], passed],
  ['tencent', 'verify', ['hang', 'ok'], { ...passed, speed: 5, note: 'after 10 s' }],
  ['aliyun', 'verify', ['503', 'ok'], persists],
  ['aliyun', 'verify', ['503', '503', 'ok'], persists],
  ['aliyun', 'verify', ['hang', 'ok'], { ...persists, deadline: 6000 }],
];

/** Two more attempts, as by default. */
const withRetries = (row: Row): Row => ({ ...row, options: { ...row.options, retry: { limit: 2, timeout: 2000 } } });

testRows(ROWS.map((row) => withRetries(faultRow(...row))));
