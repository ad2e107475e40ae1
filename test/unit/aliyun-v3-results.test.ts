import { describe, expect, it } from 'vitest';
import { fakeInstance, v3DegradedParam, v3FailoverParam, v3Param, v2FailoverParam } from './fakes/aliyun.js';
import { elapse, expectStatus, outcomeOf, sceneId, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

async function shown() {
  const outcome = watch(page.create({ providers: page.aliyunProvider() }).verify());
  await elapse(500);
  expect(page.aliyun.last.clicks).toBe(1);
  return outcome;
}

describe('an Aliyun V3 success', () => {
  it('after getInstance and without any sign of failover is a pass, its param the proof', async () => {
    const outcome = await shown();
    const before = Date.now();
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    const passed = expectStatus(outcome.value, 'passed');
    expect(passed.proof).toEqual({ v: 1, id: sceneId, vendor: 'aliyun', captchaVerifyParam: v3Param });
    expect(passed.expiresAt - before).toBeGreaterThanOrEqual(90000);
    expect(passed.expiresAt - Date.now()).toBeLessThanOrEqual(90000);
  });

  it('of a traceless scene is a pass with nothing on screen', async () => {
    page.aliyun.onTrigger = (init) => init.call('success', v3Param);
    expect((await outcomeOf(page.create({ providers: page.aliyunProvider() }).verify())).status).toBe('passed');
  });

  it('whose param nobody can read is a pass: its server is the authority', async () => {
    const outcome = await shown();
    page.aliyun.last.call('success', 'opaque%%%');
    await elapse(100);
    expect(expectStatus(outcome.value, 'passed').proof).toMatchObject({ captchaVerifyParam: 'opaque%%%' });
  });

  it.each([
    ['decodes to isSign without securityToken', v3DegradedParam],
    ['decodes to failover', v3FailoverParam],
    ['is plain JSON with failover', v2FailoverParam],
  ])('whose param %s is unverified, and the param travels in the proof', async (_, param) => {
    const outcome = await shown();
    page.aliyun.last.call('success', param);
    await elapse(1000);
    const { proof, error } = expectStatus(outcome.value, 'unverified');
    expect(proof).toMatchObject({ vendor: 'aliyun', id: sceneId, captchaVerifyParam: param });
    expect(proof.ticket).toMatch(new RegExp(`^trerror_1006_${sceneId}_\\d{10}$`));
    expect(error.code).toBe('vendor_failed');
  });

  it.each([[''], [undefined], [null], [7], [{}]])('with the param %j is no pass', async (param) => {
    const outcome = await shown();
    page.aliyun.last.call('success', param);
    await elapse(1000);
    expect(outcome.value?.status).not.toBe('passed');
  });

  it.each([[v3Param], ['3fa5c']])('before getInstance is unverified, whatever its param: %s', async (param) => {
    page.aliyun.onInit = (init) => init.call('success', param);
    const outcome = await outcomeOf(page.create({ providers: page.aliyunProvider() }).verify());
    expect(expectStatus(outcome, 'unverified').proof.captchaVerifyParam).toBe(param);
  });

  describe('before getInstance, while a challenge that a late first init took away is being answered', () => {
    async function replaced() {
      const outcome = await shown();
      // From now on getInstance of the new init is still to come.
      page.aliyun.onInit = () => {};
      page.aliyun.last.ready(fakeInstance());
      await elapse(500);
      expect(page.aliyun.inits).toHaveLength(2);
      return outcome;
    }

    it('is neither a pass nor a failure: the user solves the new one', async () => {
      const outcome = await replaced();
      page.aliyun.last.call('success', v3Param);
      await elapse(500);
      expect(outcome.value).toBeUndefined();
      page.aliyun.last.succeed();
      page.aliyun.last.call('success', 'another');
      await elapse(100);
      expect(expectStatus(outcome.value, 'passed').proof).toMatchObject({ captchaVerifyParam: 'another' });
    });

    it.each([[''], [v3DegradedParam]])('is a failure if its param is %j', async (param) => {
      const outcome = await replaced();
      page.aliyun.last.call('success', param);
      await elapse(500);
      expectStatus(outcome.value, 'unverified');
    });

    it('is a failure with onError', async () => {
      const outcome = await replaced();
      page.aliyun.last.call('success', v3Param);
      page.aliyun.last.call('onError', { code: 'INIT_FAIL' });
      await elapse(500);
      expectStatus(outcome.value, 'unverified');
    });
  });

  it('with onError in the same turn is unverified', async () => {
    const outcome = await shown();
    page.aliyun.last.call('success', v3Param);
    page.aliyun.last.call('onError', { code: 'INIT_FAIL' });
    await elapse(1000);
    const { proof, error } = expectStatus(outcome.value, 'unverified');
    expect(proof.captchaVerifyParam).toBe(v3Param);
    expect(error.vendorCode).toBe('INIT_FAIL');
  });

  it('after fail() is a pass: a failed attempt ends nothing', async () => {
    const outcome = await shown();
    page.aliyun.last.call('fail', { verifyResult: false, verifyCode: 'F015' });
    await elapse(5000);
    expect(outcome.state).toBe('pending');
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expect(outcome.value?.status).toBe('passed');
  });
});

describe('an Aliyun popup', () => {
  it('that opens before the promise of initAliyunCaptcha resolves stays', async () => {
    page.aliyun.onInit = (init) => init.ready();
    const outcome = await shown();
    page.aliyun.last.resolve({ CaptchaType: 'PUZZLE' });
    await elapse(10000);
    expect(document.querySelectorAll('#aliyunCaptcha-window-popup')).toHaveLength(1);
    expect(outcome.state).toBe('pending');
  });

  it('whose success comes when the session is over changes nothing, and is told as late', async () => {
    const events: string[] = [];
    const providers = page.aliyunProvider();
    const outcome = watch(page.create({ providers, onEvent: ({ type }) => events.push(type) }).verify());
    await elapse(500);
    page.aliyun.last.closePopup();
    await elapse(2000);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expect(outcome.value).toMatchObject({ status: 'dismissed', reason: 'closed' });
    expect(events.slice(-2)).toEqual(['outcome', 'late']);
  });

  it('that the user closes is dismissed as closed', async () => {
    const outcome = await shown();
    page.aliyun.last.closePopup();
    await elapse(2000);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'closed' });
  });

  it('that closes by itself just before success is a pass', async () => {
    const outcome = await shown();
    page.aliyun.last.closePopup();
    await elapse(200);
    page.aliyun.last.call('success', v3Param);
    await elapse(2000);
    expect(outcome.value?.status).toBe('passed');
  });

  it('of an older script without onClose is dismissed as closed when its nodes are gone', async () => {
    const outcome = await shown();
    document.querySelectorAll('[id^=aliyunCaptcha]').forEach((node) => node.remove());
    await elapse(10000);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'closed' });
  });
});
