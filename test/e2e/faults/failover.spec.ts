import type { Fault, Place } from '../../../demo/simulator/case.js';
import type { Vendor } from '../../../src/index.js';
import { test } from './case-pool.js';
import { testRows } from './case-tests.js';
import { inWords, passed, type Expected } from './expected.js';
import { what, type Row } from './row.js';

test.use({ trace: 'off', screenshot: 'off' });

const VENDORS = ['tencent', 'aliyun'] as const;
const OTHER: Record<Vendor, Vendor> = { tencent: 'aliyun', aliyun: 'tencent' };

/** What `preload()` has asked for when it hangs; it prepares no more than the script with Tencent. */
const PRELOADED: Record<Vendor, Partial<Record<Place, RegExp>>> = {
  tencent: { entry: /TJCaptcha/, config: /tgJCap/, secondary: /tgJCap/ },
  aliyun: { entry: /AliyunCaptcha\.js/, config: /^POST/, secondary: /dynamicJS.+\.js/ },
};

/** Default options but for the providers: the first is broken, the second healthy. */
function failoverRows(vendor: Vendor, place: Place, faults: readonly Fault[]): Row[] {
  const expected: Expected = { ...passed, passedBy: OTHER[vendor] };
  const subject = `${what(vendor, place)}: ${faults.join()}, by default,`;
  const row: Row = {
    title: `${subject} ends ${inWords(expected)}`,
    providers: [
      { vendor, simulatorCase: { [place]: faults } },
      { vendor: OTHER[vendor], simulatorCase: {} },
    ],
    options: {},
    speed: 1,
    expected,
  };
  const preloadsUntil = PRELOADED[vendor][place];
  if (!preloadsUntil) return [row];
  return [row, { ...row, title: `${subject} met by preload() first, ends ${inWords(expected)}`, preloadsUntil }];
}

testRows(
  VENDORS.flatMap((vendor) =>
    (['entry', 'config', 'secondary'] as const).flatMap((place) => failoverRows(vendor, place, ['hang'])),
  ),
);
