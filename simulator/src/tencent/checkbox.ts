import { openChallenge } from './challenge.js';
import { setHtml } from './dom-sinks.js';
import { labelsFor } from './labels.js';
import { createLifetime } from './lifetime.js';
import type { Passed, SessionContext } from './session-context.js';
import { tellPage } from './tell-page.js';
import { simulation } from './simulation.js';
import { addStyles } from './styles.js';
import { isDark } from './theme.js';
import { languageOf } from './user-language.js';

const READY_MS = 20_000;
const CHECK_MS = 600;
const SIZE = { width: 300, height: 56 };

/** International 3.0: a checkbox in the page's element, whose click passes after a moment or opens the popup. */
export function openCheckbox(context: SessionContext): void {
  const { request, life, onPage, reply } = context;
  const { options } = request;
  if (simulation.behave === 'never_ready') {
    life.after(simulation.vendorMs(READY_MS), () => context.fail(1008));
    return;
  }
  context.hideLoading();
  addStyles();
  const { labels, lang } = labelsFor(languageOf(options.userLanguage));
  const box = document.createElement('div');
  box.className = 'tencent-captcha-dy__checkbox';
  box.classList.toggle('tencent-captcha-dy--dark', isDark(options));
  box.lang = lang;
  box.tabIndex = 0;
  box.setAttribute('role', 'checkbox');
  setHtml(box, `<span class="tencent-captcha-dy__tick" aria-hidden="true"></span><span>${labels.checkbox}</span>`);
  request.element?.append(box);
  onPage.onEnd(() => box.remove());
  let state: 'open' | 'checking' | 'checked' = 'open';
  enter('open');

  box.addEventListener('click', toggle);
  box.addEventListener('keydown', (event) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    toggle();
  });
  tellPage(options.ready, { state: 1, info: '', fwidth: SIZE.width, fheight: SIZE.height, sdkView: SIZE });
  // For requests that the vendor judges safe.
  if (options.enableAutoCheck && reply.ticket) pass(reply);

  function toggle(): void {
    if (state !== 'open') return;
    enter('checking');
    if (reply.ticket) life.after(simulation.vendorMs(CHECK_MS), () => pass(reply));
    else challenge();
  }

  /** A challenge of its own for each click: closing it leaves the checkbox for another try. */
  function challenge(): void {
    const own = createLifetime();
    onPage.onEnd(own.end);
    const close = () => {
      own.end();
      enter('open');
      context.close();
    };
    const passChallenge = (passed: Passed) => {
      own.end();
      pass(passed);
    };
    const popup = { ...context, life: own, onPage: own, startedAt: performance.now(), close, pass: passChallenge };
    openChallenge(popup).catch(() => context.fail(1005));
  }

  function pass(passed: Passed): void {
    enter('checked');
    context.pass(passed);
  }

  function enter(next: typeof state): void {
    state = next;
    box.setAttribute('aria-checked', String(next === 'checked'));
    box.setAttribute('aria-busy', String(next === 'checking'));
    box.dataset['state'] = next;
  }
}
