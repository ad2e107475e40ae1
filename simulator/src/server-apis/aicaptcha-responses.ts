import { seal, uniqueMark, unseal } from './seal.js';

export interface AicaptchaResponseWish {
  /** A server code with which the response fails at first sight. Default: none, it passes. */
  reason?: string;
  /** ms since 1970. Default: now. */
  issuedAt?: number;
}

export function mintAicaptchaResponse({ reason = '', issuedAt = Date.now() }: AicaptchaResponseWish = {}): string {
  return `aic-${seal({ reason, issuedAt, mark: uniqueMark() })}`;
}

/** undefined: not a response of this simulator. */
export function readAicaptchaResponse(response: string): Required<AicaptchaResponseWish> | undefined {
  if (!response.startsWith('aic-')) return undefined;
  return unseal(response.slice('aic-'.length)) as Required<AicaptchaResponseWish> | undefined;
}
