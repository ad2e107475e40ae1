import type { CaptchaConfig, CaptchaOptions, ChallengeInfo, InitResponse } from './captcha-config.js';
import type { CaptchaTexts } from './texts.js';

type InitCallback = (response: InitResponse) => void;

/** In fact a TrustedScriptURL, which the DOM's types do not know. */
interface ScriptPolicy {
  createScriptURL(text: string): string;
}

/** The part of `window` that the two scripts and the page share. */
export interface AliyunPage {
  AliyunCaptchaConfig?: { region?: string; prefix?: string };
  initAliyunCaptcha?: (
    options: CaptchaOptions,
    beforeInstance?: InitCallback,
  ) => Promise<ChallengeInfo | InitResponse | undefined>;
  /** Defined by the dynamic script. */
  AliyunCaptcha?: new (config: CaptchaConfig) => object;
  __ALIYUN_CAPTCHA_UTILS?: {
    VERSION: string;
    /** A new challenge by a new Init request; undefined when that fails. */
    renewChallenge(config: CaptchaConfig, escalate: boolean): Promise<InitResponse | undefined>;
    showTip(config: CaptchaConfig, text: string): void;
  };
  __ALIYUN_CAPTCHA_TEXTS?: Record<string, CaptchaTexts>;
  trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };
  __ALIYUN_SIMULATOR_POLICY?: ScriptPolicy | undefined;
  /** The simulator's own: requests so far by place, see `placeUrl`. */
  __ALIYUN_SIMULATOR_REQUESTS?: Record<string, number>;
}

export const page = window as unknown as AliyunPage;
