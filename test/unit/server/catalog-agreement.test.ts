// @vitest-environment node
import { expect, it } from 'vitest';
import type { ErrorCategory } from '../../../src/error-category.js';
import { describeError } from '../../../src/error-catalog/describe.js';
import { AICAPTCHA_REASONS } from '../../../src/server/checks/aicaptcha/reason-codes.js';
import { ALIYUN_FAULTS } from '../../../src/server/checks/aliyun/fault-codes.js';
import { ALIYUN_VERDICTS } from '../../../src/server/checks/aliyun/verdict-codes.js';
import { TENCENT_FAULTS } from '../../../src/server/checks/tencent/fault-codes.js';
import { TENCENT_VERDICTS } from '../../../src/server/checks/tencent/verdict-codes.js';

/** Which categories of the catalogue go with what a code means for a visitor. */
const fits: Record<string, readonly ErrorCategory[]> = {
  human: ['challenge'],
  challenge_failed: ['challenge'],
  risk_refused: ['challenge'],
  expired: ['expired'],
  replayed: ['replay'],
  test_mode: ['configuration'],
  throttled: ['rate_limit'],
  vendor_error: ['vendor'],
  failover: ['vendor', 'challenge'],
  misconfigured: ['configuration', 'account'],
};

/**
 * Where they differ on purpose. What is in no table of the verifier refuses the challenge, also where the catalogue says
 * more: Tencent's 17 and 23 are an old client's fault or a forger's, no alarm that strangers could ring.
 */
const exceptions: Record<string, string> = {
  'aliyun F009': 'the catalogue says what is wrong with the device, the verifier what to do about its visitor',
  'aliyun F010': 'a limit for this visitor: the ticket is spent, and waiting would not help it',
  'aliyun F011': 'as F010',
  'aliyun F016': 'a rule of the scene about the page’s URL, which strangers can break: no alarm',
  'aliyun F020': 'told as a fault of ours, since a page with another scene looks the same',
};

const tables = [
  ['tencent', TENCENT_VERDICTS],
  ['tencent', TENCENT_FAULTS],
  ['aliyun', ALIYUN_VERDICTS],
  ['aliyun', ALIYUN_FAULTS],
  ['aicaptcha', AICAPTCHA_REASONS],
] as const;
const rows = tables.flatMap(([vendor, table]) =>
  Object.entries<unknown>(table).map(([code, meaning]): [string, string, string] => [
    vendor,
    code,
    typeof meaning === 'string' ? meaning : 'misconfigured',
  ]),
);

it.each(rows)('%s %s is %s for the verifier, and of a category that fits in the catalogue', (vendor, code, meaning) => {
  const { category } = describeError(vendor as 'tencent', code, 'server_check');
  // What is wider than the documented list, such as `AuthFailure` for all its kinds, is in no catalogue.
  if (category === 'unknown') return;
  const exception = exceptions[`${vendor} ${code}`];
  if (exception) expect(fits[meaning], exception).not.toContain(category);
  else expect(fits[meaning]).toContain(category);
});
