import { describe, expectTypeOf, it } from 'vitest';
import { protectForm, type Captcha } from '../../src/index.js';
import type {
  AliyunProof,
  CaptchaError,
  ChallengeProof,
  DismissedReason,
  Outcome,
  Proof,
  RecoveryProof,
  TencentProof,
} from '../../src/index.js';

declare const outcome: Outcome;

describe('an outcome', () => {
  it('is told apart by its status', () => {
    switch (outcome.status) {
      case 'passed':
        expectTypeOf(outcome.proof).toEqualTypeOf<ChallengeProof>();
        expectTypeOf(outcome.expiresAt).toBeNumber();
        expectTypeOf(outcome.bizResult).toEqualTypeOf<boolean | undefined>();
        // @ts-expect-error a pass has no error
        outcome.error satisfies unknown;
        break;
      case 'unverified':
        expectTypeOf(outcome.proof).toEqualTypeOf<RecoveryProof>();
        expectTypeOf(outcome.error).toEqualTypeOf<CaptchaError>();
        expectTypeOf(outcome.errorCode).toBeNumber();
        expectTypeOf(outcome.errorMessage).toBeString();
        expectTypeOf(outcome.expiresAt).toBeNumber();
        break;
      case 'dismissed':
        expectTypeOf(outcome.proof).toBeNull();
        expectTypeOf(outcome.reason).toEqualTypeOf<DismissedReason>();
        // @ts-expect-error there is nothing that could expire
        outcome.expiresAt satisfies unknown;
        break;
      case 'failed':
        expectTypeOf(outcome.proof).toBeNull();
        expectTypeOf(outcome.error).toEqualTypeOf<CaptchaError>();
        break;
      default:
        expectTypeOf(outcome).toBeNever();
    }
  });

  it('has a proof exactly where there is something to post', () => {
    if (outcome.proof) {
      expectTypeOf(outcome.status).toEqualTypeOf<'passed' | 'unverified'>();
      expectTypeOf(outcome.proof).toExtend<Proof>();
      expectTypeOf(outcome.proof.id).toBeString();
    } else {
      expectTypeOf(outcome.status).toEqualTypeOf<'dismissed' | 'failed'>();
    }
  });

  it('says of its business before its status was looked at, where there may be none', () => {
    const say = ({ status, bizResult }: Outcome) => (status === 'passed' && bizResult ? 'done' : 'not done');
    expectTypeOf(say).returns.toEqualTypeOf<'done' | 'not done'>();
    expectTypeOf(outcome.bizResult).toEqualTypeOf<boolean | undefined>();
    if (outcome.status === 'unverified') expectTypeOf(outcome.bizResult).toEqualTypeOf<undefined>();
  });

  it('gives no ticket before its status was looked at', () => {
    // @ts-expect-error a dismissed outcome has no proof
    outcome.proof.id satisfies unknown;
    // @ts-expect-error not every outcome has an error
    outcome.error satisfies unknown;
  });
});

describe('a challenge proof', () => {
  it('is told apart by its vendor', () => {
    const proof = {} as ChallengeProof;
    if (proof.vendor === 'tencent') {
      expectTypeOf(proof).toEqualTypeOf<TencentProof>();
      expectTypeOf(proof.ticket).toBeString();
      // That is Aliyun's.
      expectTypeOf(proof.captchaVerifyParam).toEqualTypeOf<undefined>();
    } else {
      expectTypeOf(proof).toEqualTypeOf<AliyunProof>();
      expectTypeOf(proof.captchaVerifyParam).toBeString();
      // That is Tencent's.
      expectTypeOf(proof.ticket).toEqualTypeOf<undefined>();
    }
  });
});

describe('the fields of a form', () => {
  const captcha = {} as Captcha;

  it('may be named before the vendor is known, and what a proof lacks is left out', () => {
    protectForm(captcha, 'form', { fields: ({ ticket, randstr }) => ({ ticket, randstr }) });
    protectForm(captcha, 'form', { fields: ({ captchaVerifyParam, ticket }) => ({ captchaVerifyParam, ticket }) });
    protectForm(captcha, 'form', { fields: ({ vendor, id, pageToken }) => ({ vendor, id, pageToken }) });
    expectTypeOf<Proof>().not.toHaveProperty('token');
    // @ts-expect-error a field of a form is text
    protectForm(captcha, 'form', { fields: ({ v }) => ({ v }) });
  });
});

describe('a reason', () => {
  it('is one of five', () => {
    expectTypeOf<DismissedReason>().toEqualTypeOf<'closed' | 'timeout' | 'removed' | 'superseded' | 'destroyed'>();
  });
});
