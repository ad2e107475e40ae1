import type { CaptchaTexts } from './texts.js';

export function loadingBox(texts: CaptchaTexts): HTMLElement {
  const box = document.createElement('div');
  box.className = 'aliyunCaptcha-loading';
  box.lang = texts.LANG;
  box.setAttribute('role', 'status');
  box.textContent = texts.LOADING;
  return box;
}
