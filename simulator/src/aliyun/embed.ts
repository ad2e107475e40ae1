import { architectureOf, hasPictures, type CaptchaConfig } from './captcha-config.js';
import { ANSWER_EVENT } from './challenge-view.js';
import { simulatorCase } from './simulation.js';
import type { CaptchaTexts } from './texts.js';

export interface EmbedOptions {
  element: HTMLElement;
  config: CaptchaConfig;
  texts: CaptchaTexts;
  challenge: () => HTMLElement;
  /** The embedded button was clicked. */
  opened: () => void;
  answered: (event: Event) => void;
}

export interface Embed {
  /** Else it is a button that opens the popup. */
  isInline(): boolean;
  redraw(): void;
  showPassed(): void;
  destroy(): void;
}

/** V3 embeds a button where there are pictures, and the challenge itself where not; V2 always the latter. */
export function createEmbed({ element, config, texts, challenge, opened, answered }: EmbedOptions): Embed {
  const isInline = (): boolean => architectureOf(config) === 'V2' || !hasPictures(config.CaptchaType);

  function redraw(): void {
    // A traceless scene has nothing to embed.
    if (config.CaptchaType === 'TRACELESS' || simulatorCase.behave === 'show_never_opens') element.replaceChildren();
    else if (isInline()) element.replaceChildren(challenge());
    else element.replaceChildren(startButton());
  }

  function startButton(): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = 'aliyunCaptcha-captcha-body';
    button.className = 'aliyunCaptcha-start';
    button.lang = texts.LANG;
    button.textContent = texts.START_VERIFY;
    button.addEventListener('click', opened);
    if (config.captchaLogoImg) {
      const logo = document.createElement('img');
      logo.alt = '';
      logo.src = config.captchaLogoImg;
      button.append(logo);
    }
    return button;
  }

  redraw();
  element.addEventListener(ANSWER_EVENT, answered);
  return {
    isInline,
    redraw,
    showPassed() {
      const button = element.querySelector<HTMLButtonElement>('.aliyunCaptcha-start');
      if (button) button.textContent = texts.SUCCESS;
    },
    destroy() {
      element.removeEventListener(ANSWER_EVENT, answered);
      element.replaceChildren();
    },
  };
}
