import { usableGlobal, type ScriptSource } from '../../loading/script-source.js';
import { development } from '../../contract/development.js';
import type { TencentOptions } from '../../contract/options.js';
import type { Provider } from '../../contract/vendor.js';
import { claimSite, pageState } from '../../page/page-state.js';
import { checkParameters, ownProperties } from '../../parameters/parameter-checks.js';
import { warnOfUnknownOptions, type OptionNames } from '../../parameters/unknown-options.js';
import { checkProvider, toList } from '../provider-checks.js';
import { madeOf, type VendorProvider } from '../provider.js';
import { tencentLanguage } from './languages.js';
import { startTencent } from './start.js';

/** Source: docs/vendors/tencent.md (T-ENTRY-URLS). */
export const scriptUrls = {
  cn: 'https://turing.captcha.qcloud.com/TJCaptcha.js',
  intl: 'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js',
};

const optionNames: OptionNames<TencentOptions> = {
  appId: true,
  region: true,
  aidEncrypted: true,
  scriptUrl: true,
  vendorOptions: true,
};

/**
 * Tencent Captcha as a provider, for the mainland or the international site.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function tencent(options: TencentOptions): Provider {
  const checks = checkParameters();
  const own = ownProperties(options);
  const { appId, region = 'cn', aidEncrypted } = own;
  checks.check('appId', appId, 'string', /^\d{1,20}$/, true);
  checks.check('region', own.region, '"cn" or "intl"');
  checks.check('aidEncrypted', aidEncrypted, 'string or function', /./);
  checkProvider(checks, own, 'callback appid type userLanguage aidEncrypted ele start end', [
    'ready',
    'showFn',
    'verifyFn',
  ]);
  checks.finish();
  if (development) warnOfUnknownOptions('tencent()', own, optionNames);

  const script: ScriptSource = {
    vendor: 'tencent',
    globalName: 'TencentCaptcha',
    site: region,
    urls: toList(own.scriptUrl || scriptUrls[region]),
    // By this id the vendor's script finds its own tag, and so its API host (T-API-HOST-FROM-TAG).
    tagId: 'CaptchaScript',
    tagsAfterTimeout: Infinity,
  };
  const provider: VendorProvider = {
    [madeOf]: { options: own, make: tencent },
    vendor: 'tencent',
    id: appId,
    script,
    needsElement: region === 'intl',
    language: tencentLanguage,
    claimSite() {
      // Both sites share one global. What we fetched ourselves tells its site; of others, international builds say so
      // (T-GLOBAL-SITE).
      const { sites, fetched } = pageState();
      const foreign = usableGlobal(script) && !sites.tencent;
      const flagged = (window as { TCaptchaGlobal?: unknown }).TCaptchaGlobal === true ? 'intl' : 'cn';
      return (!foreign || (fetched.tencent || flagged) === region) && claimSite('tencent', region);
    },
    encryptedId: aidEncrypted,
    start: (stage) => startTencent(own, stage),
  };
  return Object.freeze(provider);
}
