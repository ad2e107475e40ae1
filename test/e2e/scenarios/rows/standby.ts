import type { SimulatorCase } from 'captcha-failover-simulator/cases';
import type { Vendor } from '../../../../src/index.js';
import { passed, passedUnseen, type Expected } from '../expected.js';
import { OTHER, VENDORS, type FaultyProvider, type Row } from '../row.js';

type Case = Partial<SimulatorCase>;

const row = (name: string, providers: readonly FaultyProvider[], expected: Expected): Row => ({
  name,
  providers,
  speed: 1,
  options: { deadline: 12_000 },
  expected,
});
const two = (vendor: Vendor, first: Case, second: Case): FaultyProvider[] => [
  { vendor, simulatorCase: first },
  { vendor: OTHER[vendor], simulatorCase: second },
];
const byFirst = (vendor: Vendor): Expected => ({ ...passed, passedBy: vendor, failed: 0, ifInTime: true });
const bySecond = (vendor: Vendor): Expected => ({ ...passed, passedBy: OTHER[vendor], failed: 0 });

/** A first vendor that hangs, or is slow, beside a second whose script is fetched meanwhile. */
export const standbyRows: readonly Row[] = VENDORS.flatMap((vendor) => [
  row('standby: the first hangs, the second comes late', two(vendor, { entry: ['hang'] }, { entry: ['late_2'] }), {
    ...bySecond(vendor),
    note: 'the first gives way when the second has come',
  }),
  row('standby: the first hangs, the second fails once', two(vendor, { entry: ['hang'] }, { entry: ['503', 'ok'] }), {
    ...passed,
    passedBy: OTHER[vendor],
    failed: 1,
    note: 'the first has its turn to the end',
  }),
  row('standby: the first comes after 2.9 s', two(vendor, { entry: ['late_2.9'] }, {}), {
    ...byFirst(vendor),
    note: 'it keeps its turn',
  }),
  row('standby: the first comes after 3.1 s', two(vendor, { entry: ['late_3.1'] }, {}), {
    ...bySecond(vendor),
    note: 'too late, and nothing is torn from the second',
  }),
  row(
    'standby: the first comes after it gave way, the second is refused',
    two(
      vendor,
      { entry: ['late_4'] },
      vendor === 'tencent' ? { config: ['code_IllegalScene'] } : { behave: 'code_1006' },
    ),
    { ...passed, passedBy: vendor, failed: 1, note: 'its time is its own again' },
  ),
  row(
    'standby: three providers, two of one vendor',
    [
      { vendor, simulatorCase: { entry: ['hang'] } },
      { vendor, simulatorCase: { entry: ['hang'] } },
      { vendor: OTHER[vendor], simulatorCase: {} },
    ],
    { ...bySecond(vendor), note: 'the other vendor comes before the second of this one' },
  ),
  row(
    'standby: two of one vendor',
    [
      { vendor, simulatorCase: { secondary: ['late_1.6'] } },
      { vendor, simulatorCase: {} },
    ],
    { ...byFirst(vendor), note: 'there is nobody to give way to' },
  ),
  row(
    'standby: the first is slow, entry 1.6 s and inner script 1.6 s',
    two(vendor, { entry: ['late_1.6'], secondary: ['late_1.6'] }, {}),
    byFirst(vendor),
  ),
  row(
    'standby: the first is slow, entry 2.5 s and inner script 1 s',
    two(vendor, { entry: ['late_2.5'], secondary: ['late_1'] }, {}),
    byFirst(vendor),
  ),
]).concat(
  row(
    'standby: a traceless scene passes after 3.4 s',
    [
      { vendor: 'aliyun', simulatorCase: { scene: 'TRACELESS', config: ['late_1.8'], verify: ['late_1.2'] } },
      { vendor: 'tencent', simulatorCase: {} },
    ],
    { ...passedUnseen, passedBy: 'aliyun', failed: 0, note: 'never after Init has said so' },
  ),
);
