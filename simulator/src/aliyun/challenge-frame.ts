import type { CaptchaConfig } from './captcha-config.js';
import { trapIsOn } from './simulation.js';
import type { CaptchaTexts } from './texts.js';

export const MASK_ID = 'aliyunCaptcha-mask';
export const POPUP_ID = 'aliyunCaptcha-window-popup';

/** The two nodes that the widget puts on the body. */
export interface ChallengeFrame {
  mask: HTMLElement;
  popup: HTMLElement;
}

/** Leftovers of an earlier instance are taken over together with the listeners that it left on them. */
export function challengeFrame(config: CaptchaConfig, texts: CaptchaTexts): ChallengeFrame {
  const reuse = trapIsOn('leftovers-fire-twice');
  const mask = nodeOnBody(MASK_ID, reuse);
  const popup = nodeOnBody(POPUP_ID, reuse);
  popup.lang = texts.LANG;
  popup.tabIndex = -1;
  popup.setAttribute('role', 'dialog');
  popup.setAttribute('aria-modal', 'true');
  popup.setAttribute('aria-label', texts.POPUP_TITLE);
  popup.style.fontSize = `${16 * (config.rem ?? 1)}px`;
  if (config.zIndex !== undefined) {
    mask.style.zIndex = String(config.zIndex);
    popup.style.zIndex = String(config.zIndex + 1);
  }
  const bar = titleBar(texts);
  const slot = document.createElement('div');
  slot.className = 'aliyunCaptcha-slot';
  const shell = document.createElement('div');
  shell.append(bar, slot);
  // The vendor's way, which enforced Trusted Types refuse.
  if (trapIsOn('aliyun-inner-html')) popup.innerHTML = shell.innerHTML;
  else popup.replaceChildren(...shell.childNodes);
  return { mask, popup };
}

function nodeOnBody(id: string, reuse: boolean): HTMLElement {
  const existing = document.getElementById(id);
  if (existing && reuse) return existing;
  existing?.remove();
  const node = document.createElement('div');
  node.id = id;
  node.style.display = 'none';
  document.body.append(node);
  return node;
}

function titleBar(texts: CaptchaTexts): HTMLElement {
  const title = document.createElement('span');
  title.className = 'aliyunCaptcha-title';
  title.textContent = texts.POPUP_TITLE;
  const bar = document.createElement('div');
  bar.className = 'aliyunCaptcha-bar';
  const vendor = document.createElement('span');
  vendor.className = 'aliyunCaptcha-vendor';
  vendor.textContent = 'Aliyun';
  bar.append(title, vendor, iconButton('refresh', '↻', texts.REFRESH), iconButton('close', '×', texts.CLOSE));
  return bar;
}

function iconButton(action: 'refresh' | 'close', icon: string, label: string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'aliyunCaptcha-icon';
  button.dataset['action'] = action;
  button.setAttribute('aria-label', label);
  button.textContent = icon;
  return button;
}
