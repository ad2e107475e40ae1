import type { TestInfo } from '@playwright/test';
import type { Outcome } from '../../../src/index.js';
import { parseRecoveryTicket } from '../../../src/recovery-ticket.js';
import { expect } from '../harness.js';
import { turnsThatGaveWay } from './gave-way.js';
import { endedInWords, type Expected } from './expected.js';
import type { Played } from './stage.js';
import type { Row } from './row.js';

/** What is granted beyond the deadline, in ms. */
const GRACE = 250;
const DEFAULT_DEADLINE = 12_000;

/** Whether a row ended as it must. */
export async function judge(
  { name, options, providers, play }: Row,
  expected: Expected,
  played: Played,
  info: TestInfo,
) {
  await info.attach('result', { body: JSON.stringify(played, null, 1), contentType: 'application/json' });
  const { result, ids, requests } = played;
  const { ended, events, errors, firstMs, busyMs } = result;
  const {
    status,
    user,
    shown = user && user !== 'removes' ? 1 : 0,
    before = [],
    outcomes = before.length + 1,
  } = expected;
  const last = ended.at(-1) ?? null;
  const error = last && 'error' in last ? last.error : undefined;
  const proof = last && 'proof' in last ? last.proof : undefined;
  const count = (type: string) => events.filter((event) => event.type === type).length;

  const seen = {
    status: last?.status ?? 'none',
    code: last?.status === 'threw' ? last.code : error?.code,
    category: error?.category,
    vendorCode: error?.vendorCode,
    errorCode: last?.status === 'unverified' ? last.errorCode : undefined,
    reason: last?.status === 'dismissed' ? last.reason : undefined,
    attempts: error?.attempts ?? count('attempt'),
    passedBy: last?.status === 'passed' ? last.proof.vendor : undefined,
    failures: proof && 'failures' in proof ? proof.failures.map(({ vendor, code }) => ({ vendor, code })) : undefined,
    degradedParam: !!proof && 'ticket' in proof && 'captchaVerifyParam' in proof,
    sees: result.sees,
    requests,
  } satisfies Partial<Record<keyof Expected, unknown>>;
  // Several captchas' events tell of no one's turns.
  const gaveWay = play ? 0 : turnsThatGaveWay(events);
  const must = Object.entries(expected).filter(([key, value]) => key in seen && value !== undefined);
  const wasTooLate = expected.ifInTime && gaveWay > 0;
  if (wasTooLate) console.warn(`busy machine: "${name}" had no sign of life for 3 s, so its second vendor may pass`);
  expect(seen).toMatchObject(
    Object.fromEntries(must.filter(([key]) => !wasTooLate || !/^(passedBy|failures)$/.test(key))),
  );
  // Who gave way fails after the other.
  if (wasTooLate && expected.failures) expect(seen.failures).toEqual([...expected.failures].reverse());

  expect({
    before: ended.slice(0, -1).map(endedInWords),
    outcomes: count('outcome'),
    shown: count('shown'),
    left: result.left,
    appeared: result.appeared,
    faults: result.faults,
    console: result.console,
  }).toEqual({
    before,
    outcomes: last?.status === 'threw' ? 0 : outcomes,
    shown,
    left: [],
    appeared: [],
    faults: [],
    console: [],
  });

  const allFailed = status === 'unverified' || status === 'failed';
  const failed = expected.failed ?? (status === 'threw' ? 0 : providers.length - (allFailed ? 0 : 1 + gaveWay));
  expect({ errors, failures: count('provider_failed') }).toEqual({
    errors: expected.heard ?? failed,
    failures: failed,
  });
  // Only a tag that won may stay, or brought what was to stand by.
  const stoodBy = events.filter((event) => event.type === 'attempt' && event.standby).length;
  expect(result.entryTags).toBeLessThanOrEqual(count('loaded') + stoodBy);

  // The promise holds while the main thread is free.
  if (status !== 'threw')
    expect(firstMs).toBeLessThanOrEqual(
      (options.deadline ?? DEFAULT_DEADLINE) + GRACE + busyMs + (expected.slack ?? 0),
    );
  if (last?.status === 'unverified') {
    judgeTicket(last);
    // Of the first provider, or of the captcha asked last.
    expect(last.proof.id).toBe(before.length ? ids.at(-1) : ids[0]);
  }
  if (last?.status === 'passed') {
    judgeProof(last);
    expect(ids).toContain(last.proof.id);
  }
}

function judgeTicket({ proof, errorCode, errorMessage }: Extract<Outcome, { status: 'unverified' }>): void {
  expect(parseRecoveryTicket(proof.ticket)).toMatchObject({ code: errorCode, id: proof.id });
  expect(proof.randstr).toMatch(/^@[\da-z]+$/);
  if (errorCode === 1001) expect(errorMessage).toBe('jsload_error');
}

function judgeProof({ proof }: Extract<Outcome, { status: 'passed' }>): void {
  if (proof.vendor === 'tencent') expect(proof.ticket).toMatch(/^tr03/);
  else expect(proof.captchaVerifyParam).not.toBe('');
}
