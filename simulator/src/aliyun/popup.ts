import type { CaptchaConfig } from './captcha-config.js';
import { ANSWER_EVENT } from './challenge-view.js';
import { challengeFrame, type ChallengeFrame } from './challenge-frame.js';
import { trapIsOn } from './simulation.js';
import type { CaptchaTexts } from './texts.js';

export interface PopupHooks {
  answered: (event: Event) => void;
  refreshed: () => void;
  /** By its own button, Escape or the mask; not by `hide()`. */
  closed: () => void;
}

export interface Popup {
  isOpen(): boolean;
  open(content: HTMLElement): void;
  hide(): void;
  destroy(): void;
}

export function createPopup(config: CaptchaConfig, texts: CaptchaTexts, hooks: PopupHooks): Popup {
  let frame = challengeFrame(config, texts);
  let listeners = listen(frame);

  function listen({ mask, popup }: ChallengeFrame): AbortController {
    const controller = new AbortController();
    const { signal } = controller;
    popup.addEventListener(ANSWER_EVENT, hooks.answered, { signal });
    popup.addEventListener('click', (event) => onClick(event.target), { signal });
    popup.addEventListener('keydown', (event) => event.key === 'Escape' && closeByButton(), { signal });
    mask.addEventListener('click', closeByMask, { signal });
    return controller;
  }

  function onClick(target: EventTarget | null): void {
    const action = target instanceof Element ? target.closest<HTMLElement>('[data-action]')?.dataset['action'] : null;
    if (action === 'close') closeByButton();
    if (action === 'refresh') hooks.refreshed();
  }

  /** The nodes stay, hidden. */
  function closeByButton(): void {
    hide();
    hooks.closed();
  }

  /** The nodes go. */
  function closeByMask(): void {
    if (config.disableMaskClick) return;
    hide();
    frame.mask.remove();
    frame.popup.remove();
    hooks.closed();
  }

  function hide(): void {
    toggle(frame, false);
  }

  return {
    isOpen: () => frame.popup.isConnected && frame.popup.style.display !== 'none',
    open(content) {
      if (!frame.popup.isConnected) {
        listeners.abort();
        frame = challengeFrame(config, texts);
        listeners = listen(frame);
      }
      frame.popup.querySelector('.aliyunCaptcha-slot')?.replaceChildren(content);
      toggle(frame, true);
      const control = content.querySelector<HTMLElement>('[role="slider"], [role="checkbox"]');
      (control ?? frame.popup).focus();
    },
    hide,
    destroy() {
      hide();
      // What stays on the body still hears the user, on behalf of an instance that is gone.
      if (trapIsOn('leftovers-fire-twice')) return;
      listeners.abort();
      frame.mask.remove();
      frame.popup.remove();
    },
  };
}

function toggle({ mask, popup }: ChallengeFrame, isShown: boolean): void {
  mask.classList.toggle('mask-show', isShown);
  popup.classList.toggle('window-show', isShown);
  mask.style.display = popup.style.display = isShown ? 'block' : 'none';
}
