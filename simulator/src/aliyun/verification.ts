import type { CaptchaConfig, FailResult } from './captcha-config.js';
import { degradedV2Param, degradedV3Param, encodeParam } from './degraded-param.js';
import { jsonObject, postForm } from './form-request.js';
import { timeoutOf } from './init-request.js';
import { hosts, placeUrl, simulatorCase } from './simulation.js';

export type Verdict =
  | { kind: 'passed'; param: string }
  | { kind: 'failed'; result: FailResult }
  | { kind: 'unreachable'; result: FailResult };

interface VerifyBody {
  Success: boolean;
  Result: { VerifyResult?: boolean; VerifyCode?: string; securityToken?: string };
}

/** V3: the vendor judges the answer before the page hears of it. One host and one try: no other is known. */
export async function verifyAnswer(config: CaptchaConfig, answer: number | undefined): Promise<Verdict> {
  const certifyId = config.CertifyId ?? '';
  const fields = {
    Action: 'VerifyCaptchaV3',
    Version: '2023-03-05',
    SceneId: config.SceneId,
    CertifyId: certifyId,
    CaptchaType: config.CaptchaType,
    Data: dataOf(config, answer),
  };
  const reply = await postForm(placeUrl('verify', hosts.aliyunInit, ''), fields, timeoutOf(config));
  const body = 'text' in reply && reply.status === 200 ? jsonObject<VerifyBody>(reply.text) : undefined;
  if (!body?.Result) {
    return { kind: 'unreachable', result: { success: false, verifyResult: false, verifyCode: '', certifyId } };
  }
  const { VerifyResult, VerifyCode = '', securityToken } = body.Result;
  if (!VerifyResult) {
    const result = { success: body.Success === true, verifyResult: false, verifyCode: VerifyCode, certifyId };
    return { kind: 'failed', result };
  }
  const param = isDegradedByCase('V3')
    ? degradedV3Param(config, certifyId)
    : encodeParam({ certifyId, sceneId: config.SceneId, isSign: true, securityToken });
  return { kind: 'passed', param };
}

/** V2: nobody has judged anything; the page's server gets it all, several kilobytes of it. */
export function v2Param(config: CaptchaConfig, answer: number | undefined): string {
  const certifyId = config.CertifyId ?? '';
  if (isDegradedByCase('V2')) return degradedV2Param(config, certifyId);
  const deviceToken = window.btoa('simulated device '.repeat(120));
  return JSON.stringify({ sceneId: config.SceneId, certifyId, deviceToken, data: dataOf(config, answer) });
}

function dataOf(config: CaptchaConfig, answer: number | undefined): string {
  return JSON.stringify({ type: config.CaptchaType, answer });
}

/** The case in which a solved challenge, with no failure before it, ends in the script's own failover. */
function isDegradedByCase(architecture: 'V3' | 'V2'): boolean {
  const { behave } = simulatorCase;
  if (architecture === 'V2') return behave === 'degraded_v2';
  return behave === 'degraded_127' || behave === 'degraded_120' || behave === 'degraded_2026';
}
