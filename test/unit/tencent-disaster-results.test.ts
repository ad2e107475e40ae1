import { describe, expect, it } from 'vitest';
import { parseRecoveryTicket } from '../../src/recovery-ticket.js';
import { disasterResult, passResult, realTicket } from './fakes/tencent.js';
import { appId, elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

/** The vendor's script fails before anything is on screen. */
async function failedWith(result: unknown) {
  page.tencent.onShow = (instance) => instance.answer(result);
  return outcomeOf(page.create().verify());
}

describe("a disaster ticket that Tencent's script made", () => {
  it.each([
    [`trerror_1006_${appId}_1795264000`],
    [`terror_1006_${appId}_1795264000`],
    [`trerror_1006_${appId}_1795264000_7012345678901234567`],
    [`terror_1006_${appId}_1795264000_7012345678901234567`],
  ])('%s is unverified and passed on unchanged', async (ticket) => {
    const outcome = expectStatus(await failedWith(disasterResult(1006, ticket)), 'unverified');
    expect(outcome.proof).toMatchObject({ v: 1, id: appId, vendor: 'tencent', ticket, randstr: '@bwvwg7d4e3q' });
    expect(outcome).toMatchObject({ errorCode: 1006, errorMessage: 'code_1006' });
    expect(outcome.expiresAt).toBeGreaterThan(Date.now() + 299000);
    expect(outcome.expiresAt).toBeLessThanOrEqual(Date.now() + 300000);
  });

  it.each([1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1085])(
    '%i names the fault of the vendor in vendorCode and errorCode',
    async (code) => {
      const outcome = expectStatus(await failedWith(disasterResult(code)), 'unverified');
      expect(outcome.error).toMatchObject({ code: 'vendor_failed', category: 'vendor', vendorCode: String(code) });
      expect(outcome.errorCode).toBe(code);
    },
  );

  it.each([21006, 10060, 999])('%i, which is none of its table, makes a recovery of code 1006', async (errorCode) => {
    const outcome = expectStatus(await failedWith({ ...passResult, errorCode }), 'unverified');
    expect(outcome.error).toMatchObject({ code: 'vendor_failed', vendorCode: String(errorCode) });
    expect(outcome.errorCode).toBe(1006);
    expect(parseRecoveryTicket(outcome.proof.ticket)).toMatchObject({ code: 1006, id: appId });
  });

  it('1014 is a rate limit', async () => {
    const outcome = expectStatus(await failedWith(disasterResult(1014)), 'unverified');
    expect(outcome.error).toMatchObject({ code: 'rate_limited', category: 'rate_limit' });
    expect(outcome.errorCode).toBe(1014);
  });

  it('of the entry script, which lacks the appid, is taken for the configured one', async () => {
    const { ret, ticket, randstr, errorCode, errorMessage } = disasterResult(1004);
    const outcome = await failedWith({ ret, ticket, randstr, errorCode, errorMessage });
    expect(expectStatus(outcome, 'unverified').proof.id).toBe(appId);
  });
});

describe('no pass, though ret is 0 and a ticket is there,', () => {
  it.each([
    ['a trerror_ ticket without errorCode', { ...passResult, ticket: `trerror_1006_${appId}_1795264000` }],
    ['a terror_ ticket without errorCode', { ...passResult, ticket: `terror_1006_${appId}_1795264000` }],
    ['a malformed trerror_ ticket', { ...passResult, ticket: `trerror_1001_${appId}1795264000` }],
    ['an errorCode beside a real ticket', { ...passResult, errorCode: 1006 }],
    ['an errorCode as a string', { ...passResult, errorCode: '1006' }],
  ])('is %s', async (_, result) => {
    expect((await failedWith(result)).status).toBe('unverified');
  });
});

describe('a disaster result after the challenge was shown', () => {
  async function shown() {
    const outcome = watch(page.create().verify());
    await elapse(100);
    return outcome;
  }

  it.each([1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010])(
    '%i is answered by one new show(), in a new task',
    async (code) => {
      const outcome = await shown();
      page.tencent.last.answer(disasterResult(code));
      expect(page.tencent.last.shows).toBe(1);
      await elapse(100);
      expect(page.tencent.last.shows).toBe(2);
      expect(outcome.state).toBe('pending');
      page.tencent.last.answer(passResult);
      await elapse(10);
      expect(expectStatus(outcome.value, 'passed').proof).toMatchObject({ ticket: realTicket });
    },
  );

  it('counts the second time', async () => {
    const outcome = await shown();
    page.tencent.last.answer(disasterResult(1006));
    await elapse(100);
    page.tencent.last.answer(disasterResult(1004));
    await elapse(100);
    expect(page.tencent.last.shows).toBe(2);
    expect(expectStatus(outcome.value, 'unverified')).toMatchObject({ errorCode: 1004 });
  });

  it('counts the second time also where the new show() answers at once', async () => {
    const outcome = await shown();
    const { last } = page.tencent;
    page.tencent.onShow = (instance) => instance.answer(disasterResult(1004));
    last.answer(disasterResult(1004));
    await elapse(100);
    expect(last.shows).toBe(2);
    expect(expectStatus(outcome.value, 'unverified')).toMatchObject({ errorCode: 1004 });
  });

  it('counts when the new show() brings nothing on screen in time', async () => {
    const outcome = await shown();
    page.tencent.onShow = () => {};
    page.tencent.last.answer(disasterResult(1002));
    await elapse(13000);
    expect(outcome.state).toBe('resolved');
    expect(outcome.value?.status).toBe('unverified');
  });

  it.each([1011, 1012, 1013, 1014, 1085])('%i counts at once', async (code) => {
    const outcome = await shown();
    page.tencent.last.answer(disasterResult(code));
    await elapse(100);
    expect(page.tencent.last.shows).toBe(1);
    expect(expectStatus(outcome.value, 'unverified').errorCode).toBe(code);
  });
});
