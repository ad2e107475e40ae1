import type { CaptchaOptions, InitResponse } from './captcha-config.js';
import { renewChallenge } from './challenge-info.js';
import { showTip } from './congestion-tip.js';
import { initCaptcha } from './init-captcha.js';
import { page } from './page-globals.js';
import { simulatorCase, trapIsOn } from './simulation.js';
import { TEXTS } from './texts.js';

/** Stands for AliyunCaptcha.js 1.2.7. A second copy takes the global over, with a config of its own that is empty. */
if (!page.initAliyunCaptcha || trapIsOn('second-copy-replaces-global')) {
  page.__ALIYUN_CAPTCHA_UTILS = { VERSION: '1.2.7', renewChallenge, showTip };
  page.__ALIYUN_CAPTCHA_TEXTS = TEXTS;
  page.initAliyunCaptcha = (options: CaptchaOptions, beforeInstance?: (response: InitResponse) => void) => {
    if (simulatorCase.behave === 'init_throws') throw new Error('Simulated: initAliyunCaptcha throws');
    return initCaptcha(options, beforeInstance);
  };
}
