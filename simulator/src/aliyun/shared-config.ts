import type { CaptchaConfig, CaptchaOptions } from './captcha-config.js';
import { page } from './page-globals.js';
import { trapIsOn } from './simulation.js';

/** One for the life of the script: what a call leaves out keeps the value of an earlier call. */
let shared: CaptchaConfig = {};

/** The config that a call works with. Throws a TypeError for no options at all and, by its writing, for frozen ones. */
export function adoptOptions(options: CaptchaOptions): CaptchaConfig {
  const given = trapIsOn('aliyun-options-mutated') ? options : { ...options };
  const globalConfig = page.AliyunCaptchaConfig;
  if (typeof globalConfig === 'object') {
    // Once there is a global config, its keys win even where it lacks them.
    given.region = globalConfig.region;
    given.prefix = globalConfig.prefix;
  }
  given.region ||= 'cn';
  const earlier = trapIsOn('options-persist') ? shared : {};
  if (!trapIsOn('init-steals-callbacks')) return (shared = { ...earlier, ...given });
  if (earlier !== shared) for (const key of Object.keys(shared)) Reflect.deleteProperty(shared, key);
  // `undefined` clears what an earlier call left.
  return Object.assign(shared, given);
}
