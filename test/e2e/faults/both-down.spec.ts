import type { SimulatorCase } from '../../../demo/simulator/case.js';
import type { CaptchaErrorCode, Vendor } from '../../../src/index.js';
import { test } from './case-pool.js';
import { testRows } from './case-tests.js';
import type { Row } from './row.js';

test.use({ trace: 'off', screenshot: 'off' });

type Down = Partial<SimulatorCase>;
/** Of each, whether it is tried first or second. */
type Ends = readonly [tencent: CaptchaErrorCode, aliyun: CaptchaErrorCode];

/** Both providers down in the same way, by default options, and how each fails. */
const WAYS: readonly (readonly [Down, ...ends: Ends, speed?: number])[] = [
  [{ entry: ['refused'] }, 'script_network', 'script_network'],
  [{ entry: ['hang'] }, 'script_timeout', 'script_timeout'],
  [{ entry: ['empty'] }, 'script_empty', 'script_empty'],
  [{ secondary: ['hang'] }, 'not_shown', 'not_shown'],
  // By itself Aliyun's script gives up after 10 s only, which may be longer than its turn.
  [{ secondary: ['503'] }, 'vendor_failed', 'vendor_failed', 20],
  // Aliyun's four tries end inside its turn.
  [{ config: ['hang'] }, 'not_shown', 'vendor_failed'],
  [{ config: ['503'] }, 'vendor_failed', 'vendor_failed'],
  [{ image: ['hang'] }, 'not_shown', 'not_shown'],
  [{ behave: 'no_callback' }, 'not_shown', 'not_shown'],
  [{ behave: 'show_never_opens' }, 'not_shown', 'not_shown'],
  [{ behave: 'loading_only' }, 'not_shown', 'not_shown'],
];

function rowsOf([down, tencent, aliyun, speed = 1]: (typeof WAYS)[number]): Row[] {
  const way = Object.entries(down)
    .map(([place, fault]) => `${place} ${String(fault)}`)
    .join();
  const ends = [
    { vendor: 'tencent', code: tencent },
    { vendor: 'aliyun', code: aliyun },
  ] as const;
  return [rowOf(way, down, speed, ends), rowOf(way, down, speed, [...ends].reverse())];
}

function rowOf(
  way: string,
  down: Down,
  speed: number,
  failures: readonly { vendor: Vendor; code: CaptchaErrorCode }[],
): Row {
  const [first] = failures;
  const words = failures.map(({ vendor, code }) => `${vendor} ${code}`).join(', then ');
  return {
    title: `both down, ${way}, ends unverified inside 12 s: ${words}`,
    providers: failures.map(({ vendor }) => ({ vendor, simulatorCase: down })),
    options: {},
    speed,
    expected: { status: 'unverified', ...(first && { code: first.code }), failures },
  };
}

testRows(WAYS.flatMap(rowsOf));
