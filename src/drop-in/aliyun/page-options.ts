type Act = (...given: unknown[]) => unknown;

/** What a page gives to `initAliyunCaptcha`. The vendor's script hardly checks it, so nor do we. */
export type PageOptions = Readonly<Partial<Record<string, unknown>>>;

const names = [
  'success',
  'captchaVerifyCallback',
  'onBizResultCallback',
  'fail',
  'getInstance',
  'onError',
  'onClose',
  'onFallback',
] as const;

/** The functions among them. Anything else under their names is left to the vendor's script to complain of. */
export type PageFunctions = Partial<Record<(typeof names)[number], Act>>;

export function functionsOf(options: PageOptions): PageFunctions {
  const found: PageFunctions = {};
  for (const name of names) {
    const act = options[name];
    if (typeof act === 'function') found[name] = act as Act;
  }
  return found;
}

/** No option names the architecture: these do (docs/vendors/aliyun.md, A-ARCH). */
export function isV3({ success, userId, userUserId, verifyType }: PageOptions): boolean {
  return typeof success === 'function' && !userId && !userUserId && verifyType !== '1.0';
}
