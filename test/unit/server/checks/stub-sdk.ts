import type { PeerImporter } from '../../../../src/server/checks/peers.js';
import { createSiteCheck, type SiteCheckOptions } from '../../../../src/server/checks/site-check.js';
import type { CheckInput } from '../../../../src/server/checks/vendor-api.js';
import type { AliyunSite, TencentSite } from '../../../../src/server/sites.js';
import { anybody, openGate } from './open-gate.js';

export const site: TencentSite = {
  vendor: 'tencent',
  appId: '190000001',
  appSecretKey: 'secret1',
  secretId: 'id1',
  secretKey: 'secret2',
};

export const aliyunSite: AliyunSite = { vendor: 'aliyun', sceneId: 's', accessKeyId: 'a', accessKeySecret: 'b' };

export const input = { ticket: 'tr03a*', randstr: '@a1B', remoteIp: '203.0.113.7' };

/** A check of Tencent over an SDK whose nth call does what the nth function does; the last repeats. */
export function stubbedCheck(answers: (() => unknown)[], options: Partial<SiteCheckOptions> = {}) {
  const calls: object[] = [];
  const configs: object[] = [];
  class CommonClient {
    constructor(_endpoint: string, _version: string, config: object) {
      configs.push(config);
    }
    request(_action: string, body: object): Promise<unknown> {
      const answer = answers[Math.min(calls.length, answers.length - 1)];
      calls.push(body);
      return Promise.resolve().then(() => answer?.());
    }
  }
  const importer: PeerImporter = () => Promise.resolve({ CommonClient });
  const made = createSiteCheck(site, { timeoutMs: 1000, allowTestMode: false, gate: openGate, importer, ...options });
  const check = (given: CheckInput) => made.check(given, anybody);
  return { ...made, check, calls, configs };
}

/** A check of Aliyun over an SDK whose every call throws this. */
export function failingAliyunCheck(thrown: unknown) {
  const calls: unknown[] = [];
  class Client {
    verifyIntelligentCaptchaWithOptions(request: unknown): Promise<never> {
      calls.push(request);
      return Promise.resolve().then(() => {
        throw thrown;
      });
    }
  }
  const importer: PeerImporter = () => Promise.resolve({ default: Client, VerifyIntelligentCaptchaRequest: Object });
  const options = { timeoutMs: 1000, allowTestMode: false, gate: openGate, importer };
  const { check } = createSiteCheck(aliyunSite, options);
  return { check: () => check({ captchaVerifyParam: 'x', remoteIp: input.remoteIp }, anybody), calls };
}

/** An answer of the API. */
export const answerCode = (CaptchaCode: number) => () => ({ CaptchaCode, CaptchaMsg: '', RequestId: 'r' });

/** What the SDK throws when its HTTP client fails for this reason: the message is all that it keeps. */
export const failing = (reason: string) => () => {
  const message = `request to https://captcha.tencentcloudapi.com/ failed, reason: ${reason}`;
  throw Object.assign(new Error(message), { traceId: 't', requestId: '' });
};

/** What the SDK throws for an HTTP status. */
export const answerStatus = (httpCode: number) => () => {
  throw Object.assign(new Error('simulated'), { httpCode, traceId: 't', requestId: '' });
};

/** What the SDK throws when the API refuses the call. */
export const answerFault = (code: string) => () => {
  throw Object.assign(new Error('simulated'), { code, traceId: 't', requestId: 'r' });
};
