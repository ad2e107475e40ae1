import { SCENES, type SimulatorCase } from '../case.js';
import { mintSecurityToken } from '../server-apis/aliyun-params.js';
import { isSolved } from './solution.js';

/** V3's behaviour verification. Codes: T001 passed, F001 risk policy, F014 no init record, F015 wrong answer. */
export function verifyAnswer(fields: URLSearchParams, simulatorCase: SimulatorCase): object {
  const code = verifyCode(fields, simulatorCase);
  const isPassed = code.startsWith('T');
  const sceneId = fields.get('SceneId') ?? '';
  return {
    RequestId: Math.random().toString(36).slice(2),
    Success: true,
    Code: 'Success',
    Message: 'success',
    Result: {
      VerifyResult: isPassed,
      VerifyCode: code,
      ...(isPassed && { securityToken: mintSecurityToken({ sceneId }) }),
    },
  };
}

function verifyCode(fields: URLSearchParams, { behave }: SimulatorCase): string {
  const certifyId = fields.get('CertifyId');
  const type = SCENES.find((scene) => scene === fields.get('CaptchaType'));
  if (!certifyId || !type) return 'F014';
  if (type === 'TRACELESS') return behave === 'traceless_then_challenge' ? 'F001' : 'T001';
  return isSolved(certifyId, type, answerIn(fields.get('Data'))) ? 'T001' : 'F015';
}

function answerIn(data: string | null): number {
  try {
    const value: unknown = JSON.parse(data ?? '');
    return typeof value === 'object' && value !== null && 'answer' in value ? Number(value.answer) : NaN;
  } catch {
    return NaN;
  }
}
