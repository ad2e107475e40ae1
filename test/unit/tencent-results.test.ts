import { describe, expect, it } from 'vitest';
import { passResult, realRandstr, realTicket } from './fakes/tencent.js';
import { appId, elapse, expectStatus, outcomeOf, startedAt, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

async function verifyAndAnswer(result: unknown) {
  const verifying = page.create().verify();
  await elapse(100);
  page.tencent.last.answer(result);
  return outcomeOf(verifying);
}

describe("a pass that Tencent's script reports", () => {
  it('becomes the proof, with ticket and randstr as given', async () => {
    const outcome = expectStatus(await verifyAndAnswer(passResult), 'passed');
    expect(outcome.proof).toEqual({ v: 1, id: appId, vendor: 'tencent', ticket: realTicket, randstr: realRandstr });
    expect(outcome).not.toHaveProperty('bizResult');
    expect(outcome.expiresAt - startedAt).toBeGreaterThanOrEqual(300000);
    expect(outcome.expiresAt - Date.now()).toBeLessThanOrEqual(300000);
  });

  it.each([
    ['with the id under its old name', { ret: 0, ticket: realTicket, randstr: realRandstr, CaptchaAppId: appId }],
    ['without any id', { ret: 0, ticket: realTicket, randstr: realRandstr }],
    ['with everything that the 2.0 script adds', { ...passResult, verifyDuration: 20, actionDuration: 900, sid: '7' }],
    ['with an errorCode of 0', { ...passResult, errorCode: 0 }],
  ])('is a pass %s', async (_, result) => {
    expect((await verifyAndAnswer(result)).status).toBe('passed');
  });

  it('is a pass though no challenge was ever on screen', async () => {
    page.tencent.onShow = (instance) => instance.answer(passResult);
    const events: string[] = [];
    const captcha = page.create({ onEvent: ({ type }) => events.push(type) });
    expect((await outcomeOf(captcha.verify())).status).toBe('passed');
    expect(events).not.toContain('shown');
  });

  it('is a pass though it comes in the turn of show()', async () => {
    page.tencent.onCreate = (instance) => {
      instance.show = () => instance.answer(passResult);
    };
    expect((await outcomeOf(page.create().verify())).status).toBe('passed');
  });

  it.each([
    ['no randstr', { ret: 0, ticket: realTicket }],
    ['a ticket that is no string', { ret: 0, ticket: 7, randstr: realRandstr }],
  ])('with %s is none', async (_, result) => {
    expect((await verifyAndAnswer(result)).status).not.toBe('passed');
  });
});

describe("a close that Tencent's script reports", () => {
  it.each([
    ['null', { ret: 2, ticket: null }],
    ['empty', { ret: 2, ticket: '', randstr: '', appid: appId }],
    ['absent', { ret: 2 }],
  ])('is dismissed as closed where the ticket is %s', async (_, result) => {
    expect(await verifyAndAnswer(result)).toEqual({ status: 'dismissed', proof: null, reason: 'closed' });
  });
});

describe('a result that nobody understands', () => {
  it.each([[undefined], [null], ['tr03'], [0]])('%j fails the provider and passes nobody', async (result) => {
    const outcome = expectStatus(await verifyAndAnswer(result), 'unverified');
    expect(outcome.error.code).toBe('vendor_failed');
    expect(outcome.errorCode).toBe(1006);
  });
});
