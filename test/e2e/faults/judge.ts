import type { TestInfo } from '@playwright/test';
import { parseRecoveryTicket } from '../../../src/recovery-ticket.js';
import { expect } from '../harness.js';
import type { CaseResult } from './case-run.js';
import { APP_ID, SCENE_ID } from './case-pool.js';
import type { Expected } from './expected.js';
import type { Row } from './row.js';

/** What the issue grants beyond the deadline. */
const GRACE = 250;
const DEFAULT_DEADLINE = 12_000;

/** The parts of an expectation that say how it ends. */
type Judged = Omit<Expected, 'shown' | 'user' | 'lateAnswer' | 'deadline' | 'speed' | 'note'>;

/** Whether a row ended as it must. */
export async function judge({ expected, options, providers }: Row, result: CaseResult, info: TestInfo): Promise<void> {
  await info.attach('result', { body: JSON.stringify(result, null, 1), contentType: 'application/json' });
  const { outcome, events, errors, firstMs, busyMs } = result;
  const { status, user, shown = user ? 1 : 0 } = expected;
  const error = outcome && 'error' in outcome ? outcome.error : undefined;
  const proof = outcome?.proof;
  const count = (type: string) => events.filter((event) => event.type === type).length;

  const seen: Record<keyof Judged, unknown> = {
    status: outcome?.status ?? 'none',
    code: error?.code,
    category: error?.category,
    vendorCode: error?.vendorCode,
    errorCode: outcome?.status === 'unverified' ? outcome.errorCode : undefined,
    reason: outcome?.status === 'dismissed' ? outcome.reason : undefined,
    attempts: error?.attempts ?? count('attempt'),
    passedBy: outcome?.status === 'passed' ? outcome.proof.vendor : undefined,
    failures: proof && 'failures' in proof ? proof.failures.map(({ vendor, code }) => ({ vendor, code })) : undefined,
    degradedParam: !!proof && 'ticket' in proof && 'captchaVerifyParam' in proof,
  };
  const must = Object.entries(expected).filter(([key, value]) => key in seen && value !== undefined);
  expect(seen).toMatchObject(Object.fromEntries(must));
  expect({ outcomes: count('outcome'), shown: count('shown'), left: result.left, appeared: result.appeared }).toEqual({
    outcomes: 1,
    shown,
    left: [],
    appeared: [],
  });

  const failed = providers.length - (status === 'unverified' ? 0 : 1);
  expect({ errors, failures: count('provider_failed') }).toEqual({ errors: failed, failures: failed });
  // Only a tag that won may stay.
  expect(result.entryTags).toBeLessThanOrEqual(count('loaded'));

  // The promise holds while the main thread is free; over 1 s late, a timer rightly waits for one second more.
  const held = busyMs + (busyMs > 1000 ? 1000 : 0);
  expect(firstMs).toBeLessThanOrEqual((options.deadline ?? DEFAULT_DEADLINE) + GRACE + held);
  if (outcome?.status === 'unverified') judgeTicket(outcome, providers[0]?.vendor === 'aliyun' ? SCENE_ID : APP_ID);
  if (outcome?.status === 'passed') judgeProof(outcome.proof);
}

function judgeTicket(
  { proof, errorCode, errorMessage }: Extract<CaseResult['outcome'], { status: 'unverified' }>,
  id: string,
): void {
  expect(parseRecoveryTicket(proof.ticket)).toMatchObject({ code: errorCode, id });
  expect(proof.id).toBe(id);
  expect(proof.randstr).toMatch(/^@[\da-z]+$/);
  if (errorCode === 1001) expect(errorMessage).toBe('jsload_error');
}

function judgeProof(proof: Extract<CaseResult['outcome'], { status: 'passed' }>['proof']): void {
  if (proof.vendor === 'tencent') expect(proof.ticket).toMatch(/^tr03/);
  else expect(proof.captchaVerifyParam).not.toBe('');
}
