import { setHtml } from './dom-sinks.js';
import { labelsFor, type Labels } from './labels.js';
import { drawPicture } from './picture.js';
import type { Puzzle } from './puzzle.js';
import { makeSlider } from './slider.js';
import type { Surface } from './surface.js';
import { isDark } from './theme.js';
import { languageOf } from './user-language.js';
import type { CaptchaOptions, ShowRequest } from './vendor-contract.js';

export interface ChallengeActions {
  refresh: () => void;
  close: () => void;
  submit: (value: number) => void;
}

export interface ChallengeView {
  labels: Labels;
  busy(status: string): void;
  present(picture: HTMLImageElement, puzzle: Puzzle, status: string): void;
  passed(): void;
  focus(): void;
}

const DEFAULT_HELP = 'https://cloud.tencent.com/document/product/1110';

/** Picture, slider, status and buttons. Real vendors focus their popup but give the focus back to nobody. */
export function drawChallenge(surface: Surface, request: ShowRequest, actions: ChallengeActions): ChallengeView {
  const { labels, lang } = labelsFor(languageOf(request.options.userLanguage));
  const { root } = surface;
  root.lang = lang;
  root.dir = 'ltr';
  root.className = `tencent-captcha-dy__content tencent-captcha-dy__content--${surface.kind}`;
  root.classList.toggle('tencent-captcha-dy--dark', isDark(request.options));
  root.setAttribute('role', surface.kind === 'popup' ? 'dialog' : 'group');
  if (surface.kind === 'popup') root.setAttribute('aria-modal', 'true');
  root.setAttribute('aria-label', labels.title);
  // Parsed in the page and moved: an iframe of 1.0 is the vendor's own document, which the page's policy does not reach.
  const draft = document.createElement('div');
  setHtml(draft, markup(labels, surface.kind === 'popup', helpUrl(request.options)));
  root.replaceChildren(...draft.childNodes);

  const canvas = found(root.querySelector('canvas'));
  const handle = found(root.querySelector<HTMLElement>('.tencent-captcha-dy__handle'));
  const status = found(root.querySelector('.tencent-captcha-dy__status'));
  const refresh = found(root.querySelector<HTMLButtonElement>('.tencent-captcha-dy__refresh'));
  const close = root.querySelector<HTMLButtonElement>('.tencent-captcha-dy__close');
  let shown: { picture: HTMLImageElement; puzzle: Puzzle } | null = null;
  const slider = makeSlider(handle, labels, redraw, actions.submit);
  refresh.addEventListener('click', actions.refresh);
  close?.addEventListener('click', actions.close);

  function redraw(value: number): void {
    if (shown) drawPicture(canvas, shown.picture, shown.puzzle, value);
  }

  return {
    labels,
    busy(text) {
      slider.lock();
      refresh.disabled = true;
      status.textContent = text;
    },
    present(picture, puzzle, text) {
      shown = { picture, puzzle };
      refresh.disabled = false;
      status.textContent = text;
      slider.unlock(puzzle.solution);
    },
    passed() {
      root.classList.add('tencent-captcha-dy--passed');
      if (close) close.disabled = true;
      status.textContent = labels.passed;
    },
    focus: () => handle.focus(),
  };
}

function markup(labels: Labels, isPopup: boolean, help: string | null): string {
  const button = (name: string, label: string, sign: string) =>
    `<button type="button" class="tencent-captcha-dy__${name}" aria-label="${label}">${sign}</button>`;
  const link = help
    ? `<a class="tencent-captcha-dy__help" href="${escapeHtml(help)}" target="_blank" rel="noopener" aria-label="${labels.help}">?</a>`
    : '';
  const header = `<div class="tencent-captcha-dy__header"><span class="tencent-captcha-dy__title">${labels.title}</span>${button('close', labels.close, '✕')}</div>`;
  return `${isPopup ? header : ''}
<canvas class="tencent-captcha-dy__picture" role="img" aria-label="${labels.image}"></canvas>
<div class="tencent-captcha-dy__track"><div class="tencent-captcha-dy__handle" role="slider" tabindex="0" aria-label="${labels.slider}">→</div>
<span class="tencent-captcha-dy__hint" aria-hidden="true">${labels.slider}</span></div>
<div class="tencent-captcha-dy__footer"><span class="tencent-captcha-dy__status" role="status"></span><span class="tencent-captcha-dy__vendor">Tencent</span>${button('refresh', labels.refresh, '↻')}${link}</div>`;
}

function found<T>(part: T | null): T {
  if (part === null) throw new Error('A part of the challenge is missing');
  return part;
}

/** `needFeedBack`: false hides the link, a string replaces it. */
function helpUrl({ needFeedBack }: CaptchaOptions): string | null {
  if (needFeedBack === false) return null;
  return typeof needFeedBack === 'string' && /^https?:\/\//.test(needFeedBack) ? needFeedBack : DEFAULT_HELP;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
