import type { Scene } from '../case.js';

export interface CaptchaErrorInfo {
  code: 'INIT_FAIL' | 'LIMIT_FLOW' | 'DYNAMICJS_FAIL' | 'REFRESH_FAIL';
  msg?: string | undefined;
}

/** What V3 `fail` receives. `success: true` without `verifyResult` after a traceless attempt announces a challenge. */
export interface FailResult {
  success: boolean;
  verifyResult: boolean;
  verifyCode: string;
  certifyId: string;
}

/** What V2's `captchaVerifyCallback` should give back. */
export interface BusinessResult {
  captchaResult?: boolean;
  bizResult?: boolean;
}

/** Handed to `getInstance`. There is no `destroy()`. */
export interface CaptchaInstance {
  show(): void;
  hide(): void;
  refresh(): void;
  destroyCaptcha(): void;
  /** V3 traceless popup only. */
  startTracelessVerification?(): void;
}

/** Options of the page; anything may be missing or wrong, the script hardly looks. */
export interface CaptchaOptions {
  SceneId?: string | undefined;
  EncryptedSceneId?: string | undefined;
  UserCertifyId?: string | undefined;
  prefix?: string | undefined;
  region?: string | undefined;
  mode?: string | undefined;
  element?: string | undefined;
  button?: string | undefined;
  language?: string | undefined;
  upLang?: Record<string, Partial<Record<string, string>>> | undefined;
  slideStyle?: { width?: number; height?: number } | undefined;
  timeout?: number | undefined;
  rem?: number | undefined;
  zIndex?: number | undefined;
  immediate?: boolean | undefined;
  delayBeforeSuccess?: boolean | undefined;
  showErrorTip?: boolean | undefined;
  disableMaskClick?: boolean | undefined;
  captchaLogoImg?: string | undefined;
  verifyType?: string | undefined;
  userId?: string | undefined;
  userUserId?: string | undefined;
  success?: ((captchaVerifyParam: string) => void) | undefined;
  fail?: ((result: FailResult) => void) | undefined;
  captchaVerifyCallback?: ((param: string, done: (result: unknown) => void) => unknown) | undefined;
  onBizResultCallback?: ((bizResult: boolean) => void) | undefined;
  getInstance?: ((instance: CaptchaInstance) => void) | undefined;
  onError?: ((error: CaptchaErrorInfo) => void) | undefined;
  onFallback?: ((error: CaptchaErrorInfo) => void) | undefined;
  onClose?: (() => void) | undefined;
}

/** Body of the Init API, and what the script makes of a transport failure. */
export interface InitResponse {
  Success?: boolean;
  Code?: string;
  Message?: string;
  RequestId?: string;
  CertifyId?: string;
  CaptchaType?: Scene;
  Image?: string;
  PuzzleImage?: string;
  StaticPath?: string;
  LimitFlow?: boolean;
  LimitedFlow?: boolean;
  LimitedFlowToken?: string;
  err?: string;
}

/** What the promise of `initAliyunCaptcha` resolves with on success. */
export interface ChallengeInfo {
  CaptchaType: Scene;
  Image: string;
  PuzzleImage: string;
  Question: string;
  CaptchaJsPath: string;
  CaptchaCssPath: string;
  CertifyId: string;
  PowVerifyString: string;
}

/** The options and the challenge in one object, which the main script keeps and the dynamic script is given. */
export interface CaptchaConfig extends CaptchaOptions, Partial<ChallengeInfo> {
  /** The challenge's pictures as data URLs; absent where the request failed. */
  pictures?: { background?: string | undefined; piece?: string | undefined };
}

export type Architecture = 'V3' | 'V2' | '1.0';

/** The script has no flag for it: `success` decides. */
export function architectureOf(config: CaptchaConfig): Architecture {
  const { success, userId, userUserId, verifyType } = config;
  if (typeof success !== 'function') return 'V2';
  if (!userId && !userUserId && verifyType !== '1.0') return 'V3';
  return verifyType === '1.0' && userId && userUserId ? '1.0' : 'V2';
}

/** Pictures are fetched for these types only. */
export function hasPictures(type: Scene | undefined): boolean {
  return type === 'PUZZLE' || type === 'INPAINTING';
}
