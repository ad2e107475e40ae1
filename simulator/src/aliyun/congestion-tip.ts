import type { CaptchaConfig } from './captcha-config.js';
import { pause } from './simulation.js';
import { textsOf } from './texts.js';

const TIP_ID = 'aliyunCaptcha-common-errorTip';

/** A line over the page for one and a half seconds. */
export function showTip(config: CaptchaConfig, text: string): void {
  document.getElementById(TIP_ID)?.remove();
  const tip = document.createElement('div');
  tip.id = TIP_ID;
  tip.setAttribute('role', 'alert');
  tip.textContent = text;
  tip.lang = textsOf(config).LANG;
  // Set from script because the style sheet may not be there: this tip is for failures.
  Object.assign(tip.style, {
    position: 'fixed',
    top: '24px',
    left: '50%',
    transform: 'translateX(-50%)',
    padding: '8px 16px',
    borderRadius: '4px',
    background: '#2b2b2b',
    color: '#fff',
    font: '14px/1.5 system-ui, sans-serif',
    zIndex: String((config.zIndex ?? 999_999) + 2),
  });
  document.body.append(tip);
  void pause(1500).then(() => tip.remove());
}
