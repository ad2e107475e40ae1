import { empty, network, passed, timeout, type Expected } from '../expected.js';
import { ENTRY_FAULTS, type TableFault } from '../expectations.js';
import { rowOf, rowsOf, VENDORS, type Row } from '../row.js';

const NAMES: Record<TableFault, string> = {
  ok: 'healthy load',
  refused: 'connection refused',
  dns: 'no such host',
  hang: 'hangs to the end',
  hang_after_headers: 'hangs after the headers',
  drip_endless: 'drips without end',
  drip_slow: 'drips for a second',
  reset: 'reset before the headers',
  reset_midbody: 'reset in mid-body',
  truncated: 'truncated, with its length',
  truncated_no_length: 'truncated, without a length',
  404: '404',
  503: '503',
  html: 'HTML with 200',
  html_nosniff: 'HTML with 200, nosniff',
  wrong_mime: 'text/plain, nosniff',
  empty: 'empty 200',
  204: '204',
  redirect_loop: 'redirect loop',
  bad_gzip: 'bad gzip',
  syntax_error: 'syntax error',
  throws: 'throws when it runs',
  throws_after: 'throws after its global',
  global_missing: 'no global',
  wrong_global: 'global of another kind',
  'late_0.5': 'late by half a second',
  late_4: 'late script after the time-out',
};

/** WebKit fires `load` where the others refuse an answer, and runs what it got of a script. */
const IN_WEBKIT: Partial<Record<TableFault, Expected>> = { truncated: empty, bad_gzip: empty, html: empty };

const ENTRY_FILE = { tencent: 'TJCaptcha.js', aliyun: 'AliyunCaptcha.js' };

const toTheEnd: Row[] = (Object.keys(NAMES) as TableFault[]).flatMap((fault) =>
  VENDORS.map((vendor) => {
    const webkit = IN_WEBKIT[fault];
    return rowOf(`entry script: ${NAMES[fault]}`, vendor, { entry: [fault] }, ENTRY_FAULTS[vendor][fault], {
      ...(webkit && { inEngine: { webkit } }),
      ...(fault === 'late_4' && { late: ENTRY_FILE[vendor] }),
    });
  }),
);

/** Two more attempts, as by default. */
const retry = { limit: 2, timeout: 2000 };
const patient = { options: { retry } };

const recovering: Row[] = [
  ...rowsOf('entry script: one error, then fine', { entry: ['503', 'ok'] }, { ...passed, attempts: 2 }, patient),
  ...rowsOf(
    'entry script: two errors, then fine',
    { entry: ['503', '503', 'ok'] },
    { ...passed, attempts: 3 },
    patient,
  ),
  ...rowsOf('entry script: errors to the end', { entry: ['503'] }, { ...network, attempts: 3 }, patient),
  ...rowsOf('entry script: hangs once, then fine', { entry: ['hang', 'ok'] }, { ...passed, attempts: 2 }, patient),
  ...rowsOf(
    'entry script: hangs twice, then fine',
    { entry: ['hang', 'hang', 'ok'] },
    {
      tencent: { ...passed, attempts: 3 },
      aliyun: { ...timeout, attempts: 2, note: 'one more tag after a time-out: the script must not run twice' },
    },
    { options: { deadline: 9000, retry } },
  ),
  ...rowsOf(
    'entry script: global of another kind, then fine',
    { entry: ['wrong_global', 'ok'] },
    { ...passed, attempts: 2 },
    patient,
  ),
  ...VENDORS.map((vendor): Row => ({
    ...rowOf('entry script: first URL down, second fine', vendor, { entry: ['503'] }, { ...passed, attempts: 2 }),
    providers: [{ vendor, simulatorCase: { entry: ['503'] }, secondUrl: {} }],
  })),
  ...VENDORS.map((vendor): Row => ({
    ...rowOf('entry script: first URL hangs, second fine', vendor, {}, { ...passed, attempts: 2 }, patient),
    providers: [{ vendor, simulatorCase: { entry: ['hang'] }, secondUrl: {} }],
  })),
  ...rowsOf(
    "entry script: errors to the end, recovery: 'none'",
    { entry: ['503'] },
    { status: 'failed', code: 'script_network', attempts: 2 },
    { options: { recovery: 'none' } },
  ),
];

export const entryFaultRows: readonly Row[] = [...toTheEnd, ...recovering];
