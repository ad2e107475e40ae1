import { SCENES } from '../case.js';
import { isSolved } from '../aliyun/solution.js';
import { acs3Fault } from './acs3-signature.js';
import { initTimeOf, readSecurityToken } from './aliyun-params.js';
import { SIMULATED_CREDENTIALS } from './credentials.js';
import { headerOf, jsonAnswer, type ServerApi, type ServerApiAnswer, type ServerApiRequest } from './server-api.js';

const KEYS = SIMULATED_CREDENTIALS.aliyun;
const MAX_TOKEN_AGE_MS = 90_000;
const MAX_INIT_AGE_MS = 20 * 60_000;

/** VerifyIntelligentCaptcha of captcha.cn-shanghai.aliyuncs.com, for params of both architectures. */
export const aliyunServerApi: ServerApi = {
  answer(request) {
    const fault = callFault(request) ?? acs3Fault(request, KEYS);
    if (fault) return refusal(fault);
    const form = new URLSearchParams(request.body);
    const param = form.get('CaptchaVerifyParam');
    const sceneId = form.get('SceneId');
    if (param === null) return refusal('MissingCaptchaVerifyParam');
    return verdict(codeOf(param, sceneId, request));
  },
  fault: refusal,
  verdict,
};

function codeOf(param: string, sceneId: string | null, { used }: ServerApiRequest): string {
  if (!param) return 'F002';
  const fields = paramFields(param);
  if (!fields) return 'F003';
  const { certifyId, securityToken } = fields;
  if (typeof certifyId !== 'string' || typeof fields['sceneId'] !== 'string') return 'F013';
  if (fields['failover'] === 'T') return 'F023';
  if (sceneId !== null && fields['sceneId'] !== sceneId) return 'F012';
  const code = fields['isSign'] === true ? tokenCode(securityToken, sceneId) : answerCode(certifyId, fields['data']);
  const isBeforeUse = code === 'F014' || code === 'F017' || code === 'F019' || code === 'F020';
  return isBeforeUse || used.isFirstUse(`${certifyId} ${String(securityToken)}`) ? code : 'F008';
}

/** V3: the behaviour was judged before, the token says how. */
function tokenCode(securityToken: unknown, sceneId: string | null): string {
  if (typeof securityToken !== 'string') return 'F019';
  const token = readSecurityToken(securityToken);
  if (!token) return 'F017';
  if (sceneId !== null && token.sceneId !== sceneId) return 'F020';
  return Date.now() - token.issuedAt > MAX_TOKEN_AGE_MS ? 'F019' : token.code;
}

/** V2: nobody has judged the answer yet. */
function answerCode(certifyId: string, data: unknown): string {
  const startedAt = initTimeOf(certifyId);
  if (startedAt !== undefined && Date.now() - startedAt > MAX_INIT_AGE_MS) return 'F014';
  const { type, answer } = jsonFields(data) ?? {};
  const scene = SCENES.find((candidate) => candidate === type);
  if (!scene) return 'F013';
  return scene === 'TRACELESS' || isSolved(certifyId, scene, Number(answer)) ? 'T001' : 'F015';
}

/** V2 params are JSON, V3 ones base64 of JSON. */
function paramFields(param: string): Record<string, unknown> | undefined {
  return jsonFields(param) ?? jsonFields(Buffer.from(param, 'base64').toString());
}

function jsonFields(text: unknown): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function callFault(request: ServerApiRequest): string | undefined {
  if (request.method !== 'POST' || request.path !== '/') return 'UnsupportedHTTPMethod';
  if (headerOf(request, 'x-acs-version') !== '2023-03-05') return 'InvalidVersion';
  return headerOf(request, 'x-acs-action') === 'VerifyIntelligentCaptcha' ? undefined : 'InvalidAction.NotFound';
}

function verdict(code: string): ServerApiAnswer {
  const result = { VerifyResult: code.startsWith('T'), VerifyCode: code, CertifyId: 'simulated' };
  return jsonAnswer({
    RequestId: crypto.randomUUID(),
    Success: true,
    Code: 'Success',
    Message: 'success',
    Result: result,
  });
}

function refusal(code: string): ServerApiAnswer {
  const fields = { RequestId: crypto.randomUUID(), HostId: 'simulated', Code: code, Message: `simulated ${code}` };
  return jsonAnswer(fields, statusOf(code));
}

function statusOf(code: string): number {
  if (code.startsWith('Throttling')) return 429;
  if (code.startsWith('Forbidden')) return 403;
  if (code.endsWith('NotFound')) return 404;
  if (code === 'ServiceUnavailable') return 503;
  return code === 'InternalError' ? 500 : 400;
}
