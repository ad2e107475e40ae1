import { setHtml } from './dom-sinks.js';
import { labelsFor } from './labels.js';
import type { FrameBuild } from './session-context.js';
import { addStyles } from './styles.js';
import { addMask } from './surface.js';
import { isDark } from './theme.js';
import { languageOf } from './user-language.js';
import type { ShowRequest } from './vendor-contract.js';

/** Over the page while the challenge is fetched, unless `loading` is false or the box is embedded; a checkbox waits in its place. */
export function showLoading({ options, element, generation }: ShowRequest, { inIframe }: FrameBuild): () => void {
  const isEmbedded = options.type === 'embed' && element !== null;
  const place = generation.checkbox ? element : document.body;
  if (!place || (!generation.checkbox && (options.loading === false || isEmbedded))) return () => undefined;
  addStyles();

  const { labels, lang } = labelsFor(languageOf(options.userLanguage));
  const box = document.createElement('div');
  box.className = `${inIframe ? 'tcaptcha__loading' : 'tencent-captcha__loading'} ${generation.checkbox ? 'is-inline' : ''}`;
  box.classList.toggle('tencent-captcha-dy--dark', isDark(options));
  box.lang = lang;
  box.setAttribute('role', 'status');
  setHtml(box, `<span class="tencent-captcha-dy__spinner" aria-hidden="true"></span><span>${labels.loading}</span>`);
  const { width, height } = options.sdkOpts ?? {};
  if (width) box.style.width = `${width}px`;
  if (height) box.style.height = `${height}px`;
  const removeMask = generation.checkbox ? () => undefined : addMask(inIframe);
  place.append(box);
  return () => {
    removeMask();
    box.remove();
  };
}
