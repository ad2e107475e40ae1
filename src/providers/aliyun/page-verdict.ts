import type { AliyunOptions, AliyunVerdict } from '../../contract/options.js';
import type { Lifetime } from '../../page/lifetime.js';
import { reportPageError } from '../../page/page-callback.js';
import { ownProperties } from '../../parameters/parameter-checks.js';

/** For the page's own check of a V2 param, in ms. */
const verdictMs = 15000;

/**
 * Asks the page whether a V2 param is good. Only `captchaResult: true` is a yes. An exception, `undefined` or no answer
 * in time is a no: told nothing, the vendor's script would block its flow (docs/vendors/aliyun.md, A-V2-CALLBACK).
 */
export async function askPage(
  { captchaVerifyCallback: check }: AliyunOptions,
  param: string,
  life: Lifetime,
): Promise<AliyunVerdict> {
  const { captchaResult, bizResult } = await new Promise<Partial<AliyunVerdict>>((resolve) => {
    life.after(verdictMs, () => resolve({}));
    new Promise<unknown>((verdict) => verdict(check && check(param)))
      .then((verdict) => resolve(ownProperties(verdict) as Partial<AliyunVerdict>))
      .catch((error: unknown) => {
        reportPageError(error);
        resolve({});
      });
  });
  if (captchaResult !== true) return { captchaResult: false };
  return typeof bizResult === 'boolean' ? { captchaResult, bizResult } : { captchaResult };
}
