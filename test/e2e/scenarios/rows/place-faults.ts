import type { Fault, Place } from 'captcha-failover-simulator/cases';
import type { Vendor } from '../../../../src/index.js';
import { MATRIX, type TableFault } from '../expectations.js';
import { passed, unseen, type Expected } from '../expected.js';
import { placeName, rowOf, VENDORS, type Row } from '../row.js';

const PLACES = ['secondary', 'config', 'image', 'verify'] as const;

/** What is asked for when, to know that a late answer is in. */
const LATE: Record<Vendor, Partial<Record<Place, string>>> = {
  tencent: { secondary: 'tgJCap', config: 'cap_union_prehandle', image: 'hycdn' },
  aliyun: { secondary: 'dynamicJS', image: 'background.svg' },
};

const nameOf = (vendor: Vendor, place: Place, faults: readonly Fault[]) =>
  `${placeName(vendor, place)}: ${faults.join(', then ').replaceAll('_', ' ')}`;

/** WebKit fires `load` where the others refuse an answer: to this vendor that is a script without its global. */
const LOADED_IN_WEBKIT: readonly TableFault[] = ['truncated', 'html', 'bad_gzip'];

/** Each fault of the vendor's own later requests, to the end. */
const toTheEnd: Row[] = VENDORS.flatMap((vendor) =>
  PLACES.flatMap((place) =>
    (Object.entries(MATRIX[vendor][place]) as [TableFault, Expected][]).map(([fault, expected]) => {
      const late = expected.lateAnswer && LATE[vendor][place];
      const inWebkit = vendor === 'aliyun' && place === 'secondary' && LOADED_IN_WEBKIT.includes(fault);
      return rowOf(nameOf(vendor, place, [fault]), vendor, { [place]: [fault] }, expected, {
        ...(late && { late }),
        ...(inWebkit && { inEngine: { webkit: unseen }, options: { deadline: 12_000 } }),
      });
    }),
  ),
);

const persists: Expected = { ...passed, user: 'persists', note: 'the user tries again' };
const hangs: Expected = { ...unseen, note: "nobody asks again within the deadline: the vendor's own limit is longer" };

/** The vendor is down for a moment: who asks again, and is it in time? */
const RECOVERING: readonly [Vendor, Place, readonly Fault[], Expected][] = [
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

const recovering = RECOVERING.map(([vendor, place, faults, expected]) =>
  rowOf(nameOf(vendor, place, faults), vendor, { [place]: faults }, expected),
);

export const placeFaultRows: readonly Row[] = [...toTheEnd, ...recovering];
