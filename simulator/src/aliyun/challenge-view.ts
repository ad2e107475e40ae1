import { hasPictures, type CaptchaConfig } from './captcha-config.js';
import { createCheckBox } from './check-box.js';
import { createPuzzlePicture } from './puzzle-picture.js';
import { createSlider } from './slider.js';
import type { CaptchaTexts } from './texts.js';

/** Bubbles from the challenge to whoever listens on the popup or the container: detail is the answer in percent. */
export const ANSWER_EVENT = 'aliyuncaptcha-answer';

export type ChallengeState = 'idle' | 'verifying' | 'completed' | 'success' | 'slide_fail' | 'captcha_fail';

export interface ChallengeView {
  root: HTMLElement;
  show(state: ChallengeState): void;
}

const MIN_SLIDER_WIDTH = 320;

export function createChallengeView(config: CaptchaConfig, texts: CaptchaTexts): ChallengeView {
  const root = document.createElement('div');
  root.className = `aliyunCaptcha-challenge aliyunCaptcha-${config.CaptchaType ?? 'SLIDING'}`;
  root.lang = texts.LANG;
  const answer = (value: number): void => {
    root.dispatchEvent(new CustomEvent(ANSWER_EVENT, { bubbles: true, detail: value }));
  };
  const status = document.createElement('p');
  status.id = 'aliyunCaptcha-sliding-errorCode';
  status.className = 'aliyunCaptcha-status';
  status.setAttribute('role', 'status');
  const control = createControl(config, texts, root, answer);
  root.append(control.root, status);

  return {
    root,
    show(state) {
      status.textContent = statusText(state, texts);
      root.dataset['state'] = state;
      if (state === 'verifying' || state === 'success') control.lock();
      else if (state !== 'completed') control.reset();
    },
  };
}

function createControl(
  config: CaptchaConfig,
  texts: CaptchaTexts,
  root: HTMLElement,
  answer: (value: number) => void,
): { root: HTMLElement; lock(): void; reset(): void } {
  const type = config.CaptchaType;
  if (type === 'CHECK_BOX') return createCheckBox(texts.CHECK_BOX_TIP, () => answer(100));
  const label = { PUZZLE: texts.PUZZLE_TIP, INPAINTING: texts.INPAINTING_TIP, other: texts.SLIDE_TIP }[
    type === 'PUZZLE' || type === 'INPAINTING' ? type : 'other'
  ];
  const tip = document.createElement('p');
  tip.className = 'aliyunCaptcha-tip';
  tip.textContent = label;
  const picture = hasPictures(type) ? createPuzzlePicture(config, texts.PICTURE) : undefined;
  const slider = createSlider({
    label,
    certifyId: config.CertifyId ?? '',
    type,
    moved: (value) => picture?.movePiece(value),
    submitted: answer,
  });
  root.append(...(picture ? [tip, picture.root] : [tip]));
  if (!picture && config.slideStyle) {
    // Only the plain slider obeys it, and never below 320.
    slider.root.style.width = `${Math.max(MIN_SLIDER_WIDTH, config.slideStyle.width ?? 0)}px`;
    slider.root.style.height = `${config.slideStyle.height ?? 40}px`;
  }
  return slider;
}

function statusText(state: ChallengeState, texts: CaptchaTexts): string {
  switch (state) {
    case 'idle':
      return '';
    case 'verifying':
      return texts.VERIFYING;
    case 'completed':
      return texts.CAPTCHA_COMPLETED;
    case 'success':
      return texts.SUCCESS;
    case 'slide_fail':
      return texts.SLIDE_FAIL;
    case 'captcha_fail':
      return texts.CAPTCHA_FAIL;
  }
}
