import type { AliyunOptions } from '../../contract/options.js';
import { pageState } from '../../page/page-state.js';
import type { Setting } from '../provider.js';

/** Every key that a page may set: what one init leaves out, an earlier one may have set (A-OPTIONS-PERSIST). */
const pageKeys =
  'slideStyle upLang captchaLogoImg dualStack autoRefresh showErrorTip delayBeforeSuccess UserCertifyId zIndex disableMaskClick server extraInfo userId userUserId';

/**
 * The options of one init but for its callbacks: a fresh object, because the vendor writes into it, with a value for
 * every key that any init of this page has set, because the vendor keeps them (docs/vendors/aliyun.md,
 * A-OPTIONS-MUTATED, A-OPTIONS-PERSIST).
 */
export function initOptions(
  { vendorOptions = {}, sceneId, prefix, region = 'cn' }: AliyunOptions,
  setting: Setting,
  box: HTMLElement,
  trigger: HTMLElement,
): Record<string, unknown> {
  const { keys } = pageState().inits;
  for (const key of [...pageKeys.split(' '), ...Object.keys(vendorOptions)]) keys.add(key);
  const settings: Record<string, unknown> = {};
  keys.forEach((key) => (settings[key] = undefined));
  return Object.assign(settings, {
    rem: 1,
    immediate: true,
    ...vendorOptions,
    SceneId: sceneId,
    EncryptedSceneId: setting.encryptedId,
    prefix,
    region,
    mode: setting.mode,
    element: `#${box.id}`,
    button: `#${trigger.id}`,
    language: setting.language || 'cn',
    // For each of up to four tries: they end inside our own time, unless that leaves a try too little to be answered on a
    // slow network; then our own timer cuts them (A-TIMEOUT).
    timeout: Math.max(2000, Math.round(setting.left() * 0.22)),
  });
}
