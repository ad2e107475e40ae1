import type { ScriptSource } from '../../loading/load-script.js';
import type { AliyunOptions, Provider } from '../../options.js';
import { claimSite } from '../../page-owner.js';
import { checkParameters, ownProperties } from '../../parameter-checks.js';
import { checkProvider, toList } from '../provider-checks.js';
import type { VendorProvider } from '../provider.js';
import { aliyunLanguage } from './languages.js';
import { startAliyun } from './start.js';
import { openWidget, type Widget } from './widget.js';

/** Source: docs/vendors/aliyun.md (A-SCRIPT-URL). */
const scriptUrl = 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js';

const ownedOptions =
  'SceneId EncryptedSceneId prefix region mode element button language timeout success captchaVerifyCallback onBizResultCallback getInstance onError onFallback userId userUserId verifyType';

/**
 * Aliyun Captcha 2.0 as a provider, in its V3 (default) or V2 architecture.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function aliyun(options: AliyunOptions): Provider {
  const checks = checkParameters();
  checks.required('options', options, 'object', 'an object');
  checks.finish();
  const own = ownProperties(options);
  const { sceneId, prefix, region = 'cn', encryptedSceneId } = own;
  const word = (value: string) => /^[\dA-Za-z-]{1,64}$/.test(value);
  checks.required('sceneId', sceneId, 'string', 'the SceneId: letters and digits', word);
  checks.required('prefix', prefix, 'string', "the account's identity tag: letters and digits", word);
  checks.optional(
    'region',
    own.region,
    'string',
    "'cn' or 'sgp'",
    (value: string) => value === 'cn' || value === 'sgp',
  );
  checks.optional('architecture', own.architecture, 'string', "'v3' or 'v2'", (value: string) => /^v[23]$/.test(value));
  checks.optional('encryptedSceneId', encryptedSceneId, 'string|function', 'a string, or a function that gives one');
  if (own.architecture === 'v2')
    checks.required('captchaVerifyCallback', own.captchaVerifyCallback, 'function', 'a function, for V2');
  checkProvider(checks, own, ownedOptions, 'fail onClose');
  const certifyId = own.vendorOptions && own.vendorOptions.UserCertifyId;
  checks.optional(
    'vendorOptions.UserCertifyId',
    certifyId,
    'string',
    '<prefix>_ and ten letters or digits',
    (value: string) => value.startsWith(`${prefix}_`) && /^[\dA-Za-z]{10}$/.test(value.slice(prefix.length + 1)),
  );
  checks.finish();

  const script: ScriptSource = {
    vendor: 'aliyun',
    globalName: 'initAliyunCaptcha',
    urls: toList(own.scriptUrl || scriptUrl),
    // A second copy replaces the first in mid-session (A-LOAD-ONCE).
    tagsAfterTimeout: 1,
  };
  const provider: VendorProvider = {
    vendor: 'aliyun',
    id: sceneId,
    script,
    needsElement: false,
    needsDocument: true,
    language: aliyunLanguage,
    claimSite() {
      // The script reads it when it runs and at each init; it wins over the options (A-CONFIG-GLOBAL).
      const page = window as { AliyunCaptchaConfig?: { region?: string; prefix?: string } };
      const config = page.AliyunCaptchaConfig;
      if (config && (config.prefix !== prefix || (config.region || 'cn') !== region)) return false;
      if (!claimSite('aliyun', `${region}/${prefix}`)) return false;
      page.AliyunCaptchaConfig = config || { region, prefix };
      return true;
    },
    ...(encryptedSceneId && {
      secret: () => (typeof encryptedSceneId === 'string' ? encryptedSceneId : encryptedSceneId()),
    }),
    start: (stage, prepared) => startAliyun(own, stage, prepared as Widget | undefined),
    // An embed would be seen before verify(); an encrypted id belongs to one session.
    prepare: (setting, life) =>
      setting.mode === 'popup' && !encryptedSceneId ? openWidget(own, setting, life) : undefined,
  };
  return Object.freeze(provider);
}
