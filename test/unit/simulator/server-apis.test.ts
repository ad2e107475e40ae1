// @vitest-environment node
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mintAicaptchaResponse } from '../../../simulator/src/server-apis/aicaptcha-responses.js';
import { initTimeOf, mintAliyunParam, mintCertifyId } from '../../../simulator/src/server-apis/aliyun-params.js';
import { SIMULATED_CREDENTIALS } from '../../../simulator/src/server-apis/credentials.js';
import { seal, unseal } from '../../../simulator/src/server-apis/seal.js';
import { createUsedOnce, type ServerApiRequest } from '../../../simulator/src/server-apis/server-api.js';
import { aliyunServerApi } from '../../../simulator/src/server-apis/aliyun-api.js';
import { tencentServerApi } from '../../../simulator/src/server-apis/tencent-api.js';
import { mintTencentTicket } from '../../../simulator/src/server-apis/tencent-tickets.js';
import { aliyunHandler } from '../../../simulator/src/aliyun/api.js';
import { tencentHandler } from '../../../simulator/src/tencent/api.js';
import { puzzleOf } from '../../../simulator/src/tencent/puzzle.js';
import { startTestSimulator } from './simulated-vendors.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** A call of DescribeCaptchaResult, signed by hand as the vendor documents it. */
function tencentCall(
  fields: object,
  { secretId, secretKey }: { secretId: string; secretKey: string } = SIMULATED_CREDENTIALS.tencent,
  { at = Date.now(), service = 'captcha', host = 'captcha.tencentcloudapi.com', body = JSON.stringify(fields) } = {},
): ServerApiRequest {
  const timestamp = Math.floor(at / 1000);
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const signed = `content-type:application/json\nhost:${host}\n`;
  const canonical = ['POST', '/', '', signed, 'content-type;host', sha256(JSON.stringify(fields))].join('\n');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const signature = hmac(key, ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')).toString('hex');
  return {
    method: 'POST',
    path: '/',
    headers: {
      host,
      'content-type': 'application/json',
      'x-tc-action': 'DescribeCaptchaResult',
      'x-tc-version': '2019-07-22',
      'x-tc-timestamp': String(timestamp),
      authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    },
    body,
    used: createUsedOnce(),
  };
}

const fieldsOf = (ticket = mintTencentTicket({ appId: '1' })) => ({
  CaptchaType: 9,
  Ticket: ticket.ticket,
  UserIp: '203.0.113.7',
  Randstr: ticket.randstr,
  CaptchaAppId: 1,
  AppSecretKey: SIMULATED_CREDENTIALS.tencent.appSecretKey,
});

const tencentAnswer = (request: ServerApiRequest) => {
  const { Response } = JSON.parse(tencentServerApi.answer(request).body) as {
    Response: { CaptchaCode?: number; Error?: { Code: string } };
  };
  return Response.Error?.Code ?? Response.CaptchaCode;
};

describe("Tencent's server API", () => {
  it('takes a call that is signed as the vendor documents it', () => {
    expect(tencentAnswer(tencentCall(fieldsOf()))).toBe(1);
  });

  it.each<[string, () => ServerApiRequest]>([
    [
      'AuthFailure.SignatureFailure',
      () => tencentCall(fieldsOf(), { ...SIMULATED_CREDENTIALS.tencent, secretKey: 'wrong' }),
    ],
    [
      'AuthFailure.SignatureFailure',
      () => tencentCall(fieldsOf(), undefined, { body: JSON.stringify({ ...fieldsOf(), CaptchaAppId: 2 }) }),
    ],
    ['AuthFailure.SignatureFailure', () => tencentCall(fieldsOf(), undefined, { service: 'cvm' })],
    ['AuthFailure.SecretIdNotFound', () => tencentCall(fieldsOf(), { secretId: 'wrong', secretKey: 'x' })],
    ['AuthFailure.SignatureExpire', () => tencentCall(fieldsOf(), undefined, { at: Date.now() - 302_000 })],
    [
      'AuthFailure.InvalidAuthorization',
      () => {
        const call = tencentCall(fieldsOf());
        return { ...call, headers: { ...call.headers, authorization: 'SKIP' } };
      },
    ],
    [
      'InvalidAction',
      () => {
        const call = tencentCall(fieldsOf());
        return { ...call, headers: { ...call.headers, 'x-tc-action': 'Other' } };
      },
    ],
    ['MissingParameter', () => tencentCall({ ...fieldsOf(), UserIp: undefined })],
    ['InvalidParameterValue', () => tencentCall({ ...fieldsOf(), CaptchaAppId: '1' })],
    ['InvalidParameterValue', () => tencentCall({ ...fieldsOf(), CaptchaType: 1 })],
  ])('answers %s', (code, call) => {
    expect(tencentAnswer(call())).toBe(code);
  });
});

/** A call of VerifyIntelligentCaptcha, signed by hand as the vendor documents it. */
function aliyunCall(
  form: Record<string, string>,
  keys: { accessKeyId: string; accessKeySecret: string } = SIMULATED_CREDENTIALS.aliyun,
  { at = Date.now(), unsigned = {}, body = new URLSearchParams(form).toString() } = {},
): ServerApiRequest {
  const text = new URLSearchParams(form).toString();
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded',
    host: 'captcha.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'VerifyIntelligentCaptcha',
    'x-acs-content-sha256': sha256(text),
    'x-acs-date': `${new Date(at).toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': crypto.randomUUID(),
    'x-acs-version': '2023-03-05',
  };
  const names = Object.keys(headers).sort();
  const signedHeaders = names.join(';');
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const canonical = ['POST', '/', '', lines, signedHeaders, sha256(text)].join('\n');
  const signature = hmac(keys.accessKeySecret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`).toString('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${keys.accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return {
    method: 'POST',
    path: '/',
    headers: { ...headers, ...unsigned, authorization },
    body,
    used: createUsedOnce(),
  };
}

const aliyunAnswer = (request: ServerApiRequest) => {
  const { status, body } = aliyunServerApi.answer(request);
  const { Code, Result } = JSON.parse(body) as { Code: string; Result?: { VerifyCode: string } };
  return [status, Result?.VerifyCode ?? Code];
};

describe("Aliyun's server API", () => {
  const form = () => ({ CaptchaVerifyParam: mintAliyunParam({ sceneId: 's' }), SceneId: 's' });

  it('takes a call that is signed as the vendor documents it, once', () => {
    const call = aliyunCall(form());
    expect(aliyunAnswer(call)).toEqual([200, 'T001']);
    expect(aliyunAnswer(call)).toEqual([400, 'SignatureNonceUsed']);
  });

  it.each<[number, string, () => ServerApiRequest]>([
    [400, 'SignatureDoesNotMatch', () => aliyunCall(form(), { ...SIMULATED_CREDENTIALS.aliyun, accessKeySecret: 'x' })],
    [400, 'SignatureDoesNotMatch', () => aliyunCall(form(), undefined, { body: 'CaptchaVerifyParam=other' })],
    [404, 'InvalidAccessKeyId.NotFound', () => aliyunCall(form(), { accessKeyId: 'x', accessKeySecret: 'x' })],
    [400, 'InvalidTimeStamp.Expired', () => aliyunCall(form(), undefined, { at: Date.now() - 16 * 60_000 })],
    [400, 'IncompleteSignature', () => aliyunCall(form(), undefined, { unsigned: { 'x-acs-more': 'x' } })],
    [400, 'MissingCaptchaVerifyParam', () => aliyunCall({ SceneId: 's' })],
    [200, 'F002', () => aliyunCall({ CaptchaVerifyParam: '', SceneId: 's' })],
  ])('answers %i %s', (status, code, call) => {
    expect(aliyunAnswer(call())).toEqual([status, code]);
  });
});

describe('what the server APIs know of a ticket', () => {
  it('is sealed in it', () => {
    const sealed = seal({ code: 1 });
    expect(unseal(sealed)).toEqual({ code: 1 });
    expect(unseal(`${sealed.slice(0, -2)}AA`)).toBeUndefined();
    expect(unseal('')).toBeUndefined();
    expect(unseal('made up')).toBeUndefined();
  });

  it('makes no two tickets the same, and keeps the documented shape', () => {
    const { ticket, randstr } = mintTencentTicket({ appId: '190000001' });
    expect(ticket).toMatch(/^tr03[\w-]{139}\*$/);
    expect(randstr).toMatch(/^@[\w-]{3}$/);
    expect(mintTencentTicket({ appId: '190000001' }).ticket).not.toBe(ticket);
    expect(mintAicaptchaResponse()).not.toBe(mintAicaptchaResponse());
  });

  it('tells the time of an Init', () => {
    expect(initTimeOf(mintCertifyId(1_763_738_400_000))).toBe(1_763_738_400_000);
    expect(initTimeOf('shop1_0123456789')).toBeUndefined();
  });

  it('is forgotten when it is the oldest of too many', () => {
    const used = createUsedOnce(2);
    expect(['a', 'b', 'a', 'c', 'a'].map((what) => used.isFirstUse(what))).toEqual([true, true, false, true, true]);
  });
});

describe('a vendor that was taken down', () => {
  it('resets connections to all of its hosts, until it is up again', async () => {
    const simulator = await startTestSimulator();
    const { hosts } = simulator;
    const urls = [`${hosts.tencentEntry}/entry.js`, `${hosts.tencentCdn}/secondary.js`, `${hosts.tencentApi}/`];
    simulator.setDown('tencent', true);
    expect([simulator.isDown('tencent'), simulator.isDown('aliyun')]).toEqual([true, false]);
    for (const url of urls) await expect(fetch(url, { method: 'POST' })).rejects.toThrow('fetch failed');
    expect((await fetch(`${hosts.aliyunApi}/`, { method: 'POST' })).status).toBe(400);
    simulator.setDown('tencent', false);
    for (const url of urls) expect((await fetch(url, { method: 'POST' })).status).toBe(200);
  });
});

describe('a ticket of the browser side', () => {
  const start = () => startTestSimulator({ vendors: { tencent: tencentHandler, aliyun: aliyunHandler } });

  it("is known to Tencent's server API", async () => {
    const { hosts } = await start();
    const answer = await fetch(`${hosts.tencentEntry}/cap_union_new_verify`, {
      method: 'POST',
      body: new URLSearchParams({ aid: '1', seed: '7', ans: String(puzzleOf(7).solution) }),
    });
    const ticket = (await answer.json()) as { ticket: string; randstr: string };
    expect(tencentAnswer(tencentCall(fieldsOf(ticket)))).toBe(1);
  });

  it("is known to Aliyun's server API", async () => {
    const { hosts } = await start();
    const fields = { Action: 'VerifyCaptchaV3', SceneId: 's', CertifyId: 'c', CaptchaType: 'TRACELESS' };
    const answer = await fetch(`${hosts.aliyunInit}/`, { method: 'POST', body: new URLSearchParams(fields) });
    const { Result } = (await answer.json()) as { Result: { securityToken: string } };
    const param = { certifyId: 'c', sceneId: 's', isSign: true, securityToken: Result.securityToken };
    const CaptchaVerifyParam = Buffer.from(JSON.stringify(param)).toString('base64');
    expect(aliyunAnswer(aliyunCall({ CaptchaVerifyParam, SceneId: 's' }))).toEqual([200, 'T001']);
    expect(aliyunAnswer(aliyunCall({ CaptchaVerifyParam, SceneId: 'other' }))).toEqual([200, 'F012']);
  });
});
