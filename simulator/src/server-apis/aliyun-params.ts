import { seal, uniqueMark, unseal } from './seal.js';

export interface AliyunParamWish {
  sceneId: string;
  /** What the server API shall say of it at first sight. Default: T001. */
  code?: string;
  /** ms since 1970. Default: now. */
  issuedAt?: number;
}

/** V3: what the behaviour verification gives the page. */
export function mintSecurityToken({ sceneId, code = 'T001', issuedAt = Date.now() }: AliyunParamWish): string {
  return seal({ sceneId, code, issuedAt, mark: uniqueMark() });
}

/** A V3 param as the vendor's script hands it to `success`. */
export function mintAliyunParam(wish: AliyunParamWish): string {
  const securityToken = mintSecurityToken(wish);
  const fields = { certifyId: mintCertifyId(wish.issuedAt), sceneId: wish.sceneId, isSign: true, securityToken };
  return Buffer.from(JSON.stringify(fields)).toString('base64');
}

/** undefined: not a token of this simulator. */
export function readSecurityToken(token: string): Required<AliyunParamWish> | undefined {
  return unseal(token) as Required<AliyunParamWish> | undefined;
}

const TIME_DIGITS = 9;

/** The id of an Init, which tells its time: "Sim", base 36 milliseconds, something random. */
export function mintCertifyId(at = Date.now()): string {
  const random = Math.random().toString(36).slice(2, 7).padEnd(5, '0');
  return `Sim${at.toString(36).padStart(TIME_DIGITS, '0')}${random}`;
}

/** When Init gave this id, in ms since 1970; undefined for ids that the page chose itself. */
export function initTimeOf(certifyId: string): number | undefined {
  const time = /^Sim([\da-z]{9})[\da-z]{5}$/.exec(certifyId)?.[1];
  return time === undefined ? undefined : parseInt(time, 36);
}
