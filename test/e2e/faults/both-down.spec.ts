import type { SimulatorCase } from '../../../demo/simulator/case.js';
import type { CaptchaErrorCode, Vendor } from '../../../src/index.js';
import { test } from './case-pool.js';
import { testRows } from './case-tests.js';
import type { Row } from './row.js';

test.use({ trace: 'off', screenshot: 'off' });

type Down = Partial<SimulatorCase>;
type Ends = readonly [tencent: CaptchaErrorCode, aliyun: CaptchaErrorCode];

/** Both providers down in the same way, by default options, and how each fails when it is tried first or second. */
const WAYS: readonly { down: Down; first: Ends; second: Ends; note?: string }[] = [
  same({ entry: ['refused'] }, 'script_network', 'script_network'),
  same({ entry: ['hang'] }, 'script_timeout', 'script_timeout'),
  same({ entry: ['empty'] }, 'script_empty', 'script_empty'),
  same({ secondary: ['hang'] }, 'not_shown', 'not_shown'),
  {
    down: { secondary: ['503'] },
    first: ['vendor_failed', 'not_shown'],
    second: ['vendor_failed', 'vendor_failed'],
    note: "Aliyun's script gives up after 10 s; it has 6 s as the first, nearly 12 s after Tencent's has failed at once",
  },
  // Its four tries end inside its turn.
  same({ config: ['hang'] }, 'not_shown', 'vendor_failed'),
  same({ config: ['503'] }, 'vendor_failed', 'vendor_failed'),
  same({ image: ['hang'] }, 'not_shown', 'not_shown'),
  same({ behave: 'no_callback' }, 'not_shown', 'not_shown'),
  same({ behave: 'show_never_opens' }, 'not_shown', 'not_shown'),
  same({ behave: 'loading_only' }, 'not_shown', 'not_shown'),
];

function same(down: Down, ...ends: Ends): { down: Down; first: Ends; second: Ends } {
  return { down, first: ends, second: ends };
}

function rowsOf({ down, first, second }: (typeof WAYS)[number]): Row[] {
  const way = Object.entries(down)
    .map(([place, fault]) => `${place} ${String(fault)}`)
    .join();
  return [
    rowOf(way, down, { vendor: 'tencent', code: first[0] }, { vendor: 'aliyun', code: second[1] }),
    rowOf(way, down, { vendor: 'aliyun', code: first[1] }, { vendor: 'tencent', code: second[0] }),
  ];
}

function rowOf(way: string, down: Down, ...failures: { vendor: Vendor; code: CaptchaErrorCode }[]): Row {
  const [first] = failures;
  const words = failures.map(({ vendor, code }) => `${vendor} ${code}`).join(', then ');
  return {
    title: `both down, ${way}, ends unverified inside 12 s: ${words}`,
    providers: failures.map(({ vendor }) => ({ vendor, simulatorCase: down })),
    options: {},
    speed: 1,
    expected: { status: 'unverified', ...(first && { code: first.code }), failures },
  };
}

testRows(WAYS.flatMap(rowsOf));
