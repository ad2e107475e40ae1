import type { BusinessResult, CaptchaConfig } from './captcha-config.js';

export interface BusinessHooks {
  passed(): void;
  /** The captcha was right, the business said no. */
  refused(): void;
  /** The captcha was wrong. */
  rejected(): void;
}

/** V2: the page's own server judges the param. A callback that gives nothing back blocks the flow without a word. */
export async function handleBusinessResult(config: CaptchaConfig, param: string, hooks: BusinessHooks): Promise<void> {
  let handled = false;
  const handle = (result: unknown): void => {
    if (handled || result === undefined || result === null) return;
    handled = true;
    const { captchaResult, bizResult } = result as BusinessResult;
    if (!captchaResult) {
      hooks.rejected();
      return;
    }
    config.onBizResultCallback?.(bizResult !== false);
    if (bizResult === false) hooks.refused();
    else hooks.passed();
  };
  handle(await config.captchaVerifyCallback?.(param, handle));
}
