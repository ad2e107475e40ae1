import { setFrameDocument } from './dom-sinks.js';
import { labelsFor } from './labels.js';
import type { SessionContext } from './session-context.js';
import { addStyles, STYLES } from './styles.js';
import { languageOf } from './user-language.js';

const POPUP = { kind: 'popup', width: 360, height: 360 } as const;
const EMBED = { kind: 'embed', width: 300, height: 230 } as const;
const POPUP_MARGIN = 30;

/** Where a challenge is drawn: off the screen or invisible until `reveal`. */
export interface Surface {
  kind: 'popup' | 'embed';
  width: number;
  height: number;
  root: HTMLElement;
  reveal(): void;
}

/** Ids and classes are those seen in the wild: 1.0 with an iframe, 2.0 and 3.0 in the page. */
export async function openSurface(context: SessionContext): Promise<Surface> {
  const { request, build, onPage } = context;
  addStyles();
  const container = request.options.type === 'embed' && !request.generation.checkbox ? request.element : null;
  const size = container ? EMBED : POPUP;

  const holder = document.createElement('div');
  holder.id = build.inIframe ? 'tcaptcha_transform' : 'tcaptcha_transform_dy';
  const family = build.inIframe ? 'tcaptcha__transform' : 'tencent-captcha__transform';
  holder.className = `tcaptcha-transform ${family} ${family}--${size.kind} is-waiting`;
  (container ?? document.body).append(holder);
  onPage.onEnd(() => holder.remove());

  const home = build.inIframe ? await frameBody(holder, context) : holder;
  const root = document.createElement('div');
  home.append(root);
  return {
    ...size,
    root,
    reveal() {
      if (size.kind === 'popup') {
        onPage.onEnd(addMask(build.inIframe));
        if (build.inIframe) onPage.onEnd(hidePage());
        // The popup never scrolls: it shrinks.
        const scale = Math.min(1, (innerWidth - POPUP_MARGIN) / size.width, (innerHeight - POPUP_MARGIN) / size.height);
        if (scale < 1) holder.style.transform = `scale(${Math.max(0.5, scale)})`;
      }
      holder.classList.remove('is-waiting');
    },
  };
}

function frameBody(holder: HTMLElement, { request }: SessionContext): Promise<HTMLElement> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.id = 'tcaptcha_iframe';
    frame.title = labelsFor(languageOf(request.options.userLanguage)).labels.title;
    frame.addEventListener('load', () => {
      const body = frame.contentDocument?.body;
      if (body) resolve(body);
    });
    setFrameDocument(frame, `<!doctype html><meta charset="utf-8"><style>${STYLES}</style><body>`);
    holder.append(frame);
  });
}

export function addMask(inIframe: boolean): () => void {
  const mask = document.createElement('div');
  mask.id = inIframe ? 't_mask' : 'tCaptchaMaskLayer';
  mask.className = inIframe ? 'tcaptcha__mask' : 'tencent-captcha__mask-layer';
  document.body.append(mask);
  return () => mask.remove();
}

/** 1.0 hides the whole body from assistive technology while it is open, its own popup included. */
function hidePage(): () => void {
  const before = document.body.getAttribute('aria-hidden');
  document.body.setAttribute('aria-hidden', 'true');
  return () => {
    if (before === null) document.body.removeAttribute('aria-hidden');
    else document.body.setAttribute('aria-hidden', before);
  };
}
