import { PLACES, type FAULTS, type InitFault, type Place } from 'captcha-failover-simulator/cases';
import type { Vendor } from '../../../src/index.js';
import {
  aliyunCode,
  closed,
  empty,
  invalid,
  network,
  passed,
  tencentCode,
  timeout,
  unseen,
  type Expected,
} from './expected.js';

/** `late_0.5` comes in time, `late_4` when the deadline is over. */
export type TableFault = (typeof FAULTS)[number] | 'late_0.5' | 'late_4';

const pass = passed;
const late: Expected = { ...unseen, lateAnswer: true };
const lateTag: Expected = { ...timeout, lateAnswer: true };

const t1004: Expected = tencentCode(1004, { note: 'after three requests, from the CDN and twice from the API host' });
const t1006: Expected = tencentCode(1006, { note: 'after three requests' });
const t1012: Expected = tencentCode(1012, { note: 'three pictures in a row; the challenge was not revealed yet' });
const t1013: Expected = tencentCode(1013, { user: 'solves', note: 'three requests in a row failed' });
const slow: Expected = { ...t1013, speed: 10, note: 'three requests of 10 s: the user looks at it for half a minute' };
const mute: Expected = { ...unseen, note: 'an exception in create() gives no callback' };

const dyn: Expected = aliyunCode('vendor_failed', 'DYNAMICJS_FAIL', { note: 'three attempts, 5 s apart' });
const mum: Expected = { ...unseen, note: 'a dynamic script without its global: silence' };
const init: Expected = aliyunCode('vendor_failed', 'INIT_FAIL', { note: 'two tries at each of two hosts' });
const tries: Expected = { ...unseen, note: 'four tries of 2 s, the least that we give, are longer than the deadline' };
const bare: Expected = { ...passed, note: 'a picture that fails is done without' };
const shut: Expected = { ...closed, user: 'gives_up', note: 'a tip, `fail`, and the challenge stays' };
const over: Expected = { ...shut, deadline: 6000, note: 'the same after 2 s, the time of one try' };

/**
 * What Chromium makes of each fault of a `<script>` was seen, not read up: a script cut where its length is not told,
 * an empty one, one that throws all fire `load`; HTML is refused across origins; `text/plain` runs unless nosniff is set.
 */
type Columns = readonly [
  ...tencent: [entry: Expected, secondary: Expected, config: Expected, image: Expected, verify: Expected],
  ...aliyun: [entry: Expected, secondary: Expected, config: Expected, image: Expected, verify: Expected],
];

// prettier-ignore
const TABLE: Record<TableFault, Columns> = {
  //                    Tencent                                 Aliyun V3
  //                    entry    second  config  image  verify  entry    second  config  image  verify
  ok:                  [pass,    pass,   pass,   pass,  pass,   pass,    pass,   pass,   pass,  pass],
  refused:             [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  dns:                 [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  hang:                [timeout, unseen, unseen, unseen, slow,  timeout, unseen, tries,  unseen, over],
  hang_after_headers:  [timeout, unseen, unseen, unseen, slow,  timeout, unseen, tries,  unseen, over],
  drip_endless:        [timeout, unseen, unseen, unseen, slow,  timeout, unseen, tries,  unseen, over],
  drip_slow:           [pass,    pass,   pass,   pass,  pass,   pass,    pass,   pass,   pass,  pass],
  reset:               [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  reset_midbody:       [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  truncated:           [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  truncated_no_length: [empty,   t1004,  t1006,  t1012, t1013,  empty,   mum,    init,   bare,  shut],
  404:                 [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  503:                 [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  html:                [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  html_nosniff:        [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  wrong_mime:          [network, t1004,  t1006,  t1012, pass,   network, dyn,    pass,   bare,  pass],
  empty:               [empty,   t1004,  t1006,  t1012, t1013,  empty,   mum,    init,   bare,  shut],
  204:                 [empty,   t1004,  t1006,  t1012, t1013,  empty,   mum,    init,   bare,  shut],
  redirect_loop:       [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  bad_gzip:            [network, t1004,  t1006,  t1012, t1013,  network, dyn,    init,   bare,  shut],
  syntax_error:        [empty,   t1004,  t1006,  t1012, t1013,  empty,   mum,    init,   bare,  shut],
  throws:              [empty,   t1004,  t1006,  t1012, t1013,  empty,   mum,    init,   bare,  shut],
  throws_after:        [pass,    pass,   pass,   t1012, t1013,  pass,    pass,   init,   bare,  shut],
  global_missing:      [empty,   t1004,  t1006,  t1012, t1013,  empty,   mum,    init,   bare,  shut],
  wrong_global:        [invalid, mute,   t1006,  t1012, t1013,  invalid, mum,    init,   bare,  shut],
  'late_0.5':          [pass,    pass,   pass,   pass,  pass,   pass,    pass,   pass,   pass,  pass],
  late_4:              [lateTag, late,   late,   late,  pass,   lateTag, late,   late,   late,  over],
};

/** Aliyun's Init in its own words: the code reaches the page in the resolved promise only. */
const INIT_TABLE: Record<InitFault, Expected> = {
  code_IllegalUserTag: aliyunCode('vendor_refused', 'IllegalUserTag', { category: 'configuration' }),
  code_IllegalCertifyId: aliyunCode('vendor_refused', 'IllegalCertifyId', { category: 'configuration' }),
  code_IllegalScene: aliyunCode('vendor_refused', 'IllegalScene', { category: 'configuration' }),
  'code_Forbidden.AccountAccessDenied': aliyunCode('vendor_refused', 'Forbidden.AccountAccessDenied', {
    category: 'account',
  }),
  code_Throttling: aliyunCode('rate_limited', 'Throttling', { category: 'rate_limit' }),
  code_ThrottlingByStrategy: aliyunCode('rate_limited', 'ThrottlingByStrategy', { category: 'rate_limit' }),
  limit_flow: aliyunCode('rate_limited', 'LIMIT_FLOW', { category: 'rate_limit' }),
  '403_auth': aliyunCode('rate_limited', '403', { category: 'rate_limit', note: '403 with x-auth-msg' }),
};

export const INIT_ANSWERS = (Object.entries(INIT_TABLE) as [InitFault, Expected][]).map(([fault, expected]) => ({
  fault,
  expected,
}));

const faults = Object.keys(TABLE) as TableFault[];
const column = (index: number) =>
  Object.fromEntries(faults.map((fault) => [fault, TABLE[fault][index]])) as Record<TableFault, Expected>;
const columns = (offset: number) =>
  Object.fromEntries(PLACES.map((place, index) => [place, column(offset + index)])) as Record<
    Place,
    Record<TableFault, Expected>
  >;

/** How each fault ends, by vendor and place. */
export const MATRIX: Record<Vendor, Record<Place, Record<TableFault, Expected>>> = {
  tencent: columns(0),
  aliyun: columns(PLACES.length),
};

export const ENTRY_FAULTS: Record<Vendor, Record<TableFault, Expected>> = {
  tencent: MATRIX.tencent.entry,
  aliyun: MATRIX.aliyun.entry,
};
