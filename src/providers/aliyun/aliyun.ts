import { development } from '../../contract/development.js';
import type { AliyunOptions } from '../../contract/options.js';
import type { Provider } from '../../contract/vendor.js';
import { claimSite } from '../../page/page-state.js';
import { checkParameters, ownProperties } from '../../parameters/parameter-checks.js';
import { warnOfUnknownOptions, type OptionNames } from '../../parameters/unknown-options.js';
import { checkProvider, toList } from '../provider-checks.js';
import { madeOf, type VendorProvider } from '../provider.js';
import { aliyunLanguage } from './languages.js';
import { isPrepared, prepareWidget } from './made-ahead.js';
import { startAliyun } from './start.js';

/** Source: docs/vendors/aliyun.md (A-SCRIPT-URL). */
export const scriptUrl = 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js';
const word = /^[\dA-Za-z-]{1,64}$/;

const optionNames: OptionNames<AliyunOptions> = {
  sceneId: true,
  prefix: true,
  region: true,
  architecture: true,
  captchaVerifyCallback: true,
  encryptedSceneId: true,
  scriptUrl: true,
  vendorOptions: true,
};

/**
 * Aliyun Captcha 2.0 as a provider, in its V3 (default) or V2 architecture.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function aliyun(options: AliyunOptions): Provider {
  const checks = checkParameters();
  const { check } = checks;
  const own = ownProperties(options);
  const { sceneId, prefix, region = 'cn', encryptedSceneId, vendorOptions } = own;
  check('sceneId', sceneId, 'string', word, true);
  const known = check('prefix', prefix, 'string', word, true);
  check('region', own.region, '"cn" or "sgp"');
  check('architecture', own.architecture, '"v3" or "v2"');
  check('encryptedSceneId', encryptedSceneId, 'string or function', /./);
  if (own.architecture === 'v2') check('captchaVerifyCallback', own.captchaVerifyCallback, 'function', undefined, true);
  checkProvider(
    checks,
    own,
    'SceneId EncryptedSceneId prefix region mode element button language timeout success captchaVerifyCallback onBizResultCallback getInstance onError onFallback userId userUserId verifyType',
    ['fail', 'onClose'],
  );
  if (known && vendorOptions)
    check(
      'vendorOptions.UserCertifyId',
      vendorOptions.UserCertifyId,
      'string',
      new RegExp(`^${prefix}_[\\dA-Za-z]{10}$`),
    );
  checks.finish();
  if (development) warnOfUnknownOptions('aliyun()', own, optionNames);

  const provider: VendorProvider = {
    [madeOf]: { options: own, make: aliyun },
    vendor: 'aliyun',
    id: sceneId,
    script: {
      vendor: 'aliyun',
      globalName: 'initAliyunCaptcha',
      urls: toList(own.scriptUrl || scriptUrl),
      // A second copy replaces the first in mid-session (A-LOAD-ONCE).
      tagsAfterTimeout: 1,
    },
    language: aliyunLanguage,
    claimSite() {
      // The script reads it when it runs and at each init; it wins over the options (A-CONFIG-GLOBAL).
      const page = window as { AliyunCaptchaConfig?: { region?: string; prefix?: string } | undefined };
      const config = (page.AliyunCaptchaConfig ||= { region, prefix });
      return config.prefix === prefix && (config.region || 'cn') === region && claimSite('aliyun', region + prefix);
    },
    encryptedId: encryptedSceneId,
    start: (stage) => startAliyun(own, stage),
    prepare: (setting, life) => prepareWidget(own, setting, life),
    isPrepared: (place) => isPrepared(own, place),
  };
  return Object.freeze(provider);
}
