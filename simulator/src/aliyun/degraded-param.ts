import type { CaptchaConfig, CaptchaErrorInfo } from './captcha-config.js';
import { simulatorCase } from './simulation.js';

const reportedErrors = new Set<string>();

/** The flow-limit token, else the server's id, else five random hex characters. */
export function degradedCertifyId(response: { LimitedFlowToken?: string; CertifyId?: string }): string {
  return response.LimitedFlowToken ?? response.CertifyId ?? randomHex();
}

/** The V3 "success" that nobody earned, as each version of the script writes it. */
export function degradedV3Param(config: CaptchaConfig, certifyId: string, error?: CaptchaErrorInfo): string {
  if (simulatorCase.behave === 'degraded_120') return certifyId;
  const fields = { certifyId, sceneId: config.SceneId, isSign: true };
  if (simulatorCase.behave !== 'degraded_2026') return encodeParam(fields);
  return encodeParam({ ...fields, failover: 'T', err: error ?? { code: 'INIT_FAIL' } });
}

/** The V2 param; `err` is there the first time that this error is met. */
export function degradedV2Param(config: CaptchaConfig, certifyId: string, error?: CaptchaErrorInfo): string {
  const fields = { sceneId: config.SceneId, certifyId, deviceToken: '', failover: 'T' };
  const key = error && JSON.stringify(error);
  if (key === undefined || reportedErrors.has(key)) return JSON.stringify(fields);
  reportedErrors.add(key);
  return JSON.stringify({ ...fields, err: error });
}

/** Base64 of JSON, in UTF-8 whatever the ids are made of. */
export function encodeParam(fields: object): string {
  return window.btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(fields))));
}

function randomHex(): string {
  return Array.from(window.crypto.getRandomValues(new Uint8Array(5)), (byte) => (byte % 16).toString(16)).join('');
}
