import type { Scene, SimulatorCase } from '../case.js';
import { mintCertifyId } from '../server-apis/aliyun-params.js';

const STATIC_PATH = '1.2.7/sim';

/** What the Init API says. Configuration that cannot be right is refused as the vendor refuses it. */
export function initAnswer(fields: URLSearchParams, simulatorCase: SimulatorCase): object {
  const prefix = fields.get('Prefix');
  const userCertifyId = fields.get('UserCertifyId');
  if (!prefix) return refusal('IllegalUserTag');
  if (!fields.get('SceneId')) return refusal('IllegalScene');
  if (userCertifyId && !isCertifyIdOf(prefix, userCertifyId)) return refusal('IllegalCertifyId');

  const certifyId = userCertifyId ?? mintCertifyId();
  const encryptedSceneId = fields.get('EncryptedSceneId');
  return {
    CaptchaType: captchaType(simulatorCase, fields.has('LastCertifyId')),
    CertifyId: certifyId,
    Code: 'Success',
    DeviceConfig: '',
    Image: `${certifyId}/background.svg`,
    LimitFlow: false,
    Message: 'success',
    PuzzleImage: `${certifyId}/piece.svg`,
    RequestId: randomId(),
    StaticPath: STATIC_PATH,
    Success: true,
    // Not the vendor's: lets a test see that the value arrived unchanged.
    ...(encryptedSceneId !== null && { EncryptedSceneId: encryptedSceneId }),
  };
}

/** After a traceless attempt (`LastCertifyId`) there must be something to solve. */
function captchaType({ behave, scene }: SimulatorCase, isEscalation: boolean): Scene {
  const isTraceless = behave === 'smart_pass' || behave === 'traceless_then_challenge' || scene === 'TRACELESS';
  if (isTraceless) return isEscalation ? 'PUZZLE' : 'TRACELESS';
  // With pictures, so that faults of the place `image` have something to strike.
  return scene ?? 'PUZZLE';
}

function isCertifyIdOf(prefix: string, certifyId: string): boolean {
  return certifyId.startsWith(`${prefix}_`) && /^[A-Za-z0-9]{10}$/.test(certifyId.slice(prefix.length + 1));
}

function refusal(code: string): object {
  return { Code: code, Message: `simulated ${code}`, RequestId: randomId(), Success: false };
}

function randomId(): string {
  return Math.random().toString(36).slice(2, 12).padEnd(10, '0');
}
