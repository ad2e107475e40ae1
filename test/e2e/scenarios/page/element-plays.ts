import type { CaptchaOptions } from '../../../../src/index.js';
import { isCaptchaError } from '../../../../src/index.js';
import type { Run } from './run.js';
import type { Result } from './spec.js';
import { until, visibleVendorNodes } from './user.js';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A captcha whose options are refused: what `createCaptcha` threw. */
function refused(run: Run, more: Partial<CaptchaOptions>): void {
  try {
    run.create(more);
  } catch (error) {
    if (!isCaptchaError(error)) throw error;
    run.ended.push({ status: 'threw', code: error.code });
    run.sees['issues'] = error.issues?.map(({ parameter, problem }) => `${parameter} ${problem}`);
  }
}

const box = (parent: ParentNode): HTMLElement => {
  const element = document.createElement('div');
  element.className = 'box';
  parent.append(element);
  return element;
};

const dialog = (content = ''): HTMLDialogElement => {
  const element = document.createElement('dialog');
  element.innerHTML = `<h2>Own</h2>${content}`;
  document.body.append(element);
  return element;
};

const overlay = (how: string): HTMLElement => {
  const element = document.createElement('div');
  const size = how === 'spinner' ? 'left:50%;top:50%;width:40px;height:40px;margin:-20px' : 'inset:0';
  element.style.cssText = `position:fixed;${size};z-index:2147483647;background:#0006`;
  document.body.append(element);
  return element;
};

/** Puts all of the page out of reach. Returns the way back. */
const forbid = (how: string): (() => void) => {
  if (how === 'modal') {
    const own = dialog();
    own.showModal();
    return () => own.close();
  }
  if (how === 'inert') {
    document.body.inert = true;
    return () => (document.body.inert = false);
  }
  document.body.style.pointerEvents = 'none';
  return () => (document.body.style.pointerEvents = '');
};

/** Where the challenge is to be drawn, and what of the page is above it. */
export const elements = {
  async in_other_realm(run: Run) {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const element = frame.contentDocument?.createElement('div');
    if (!element) throw new Error('The frame has no document');
    document.body.append(element);
    run.sees['instance'] = element instanceof HTMLElement;
    await run.act(run.verify(run.create({ mode: 'embed', element })));
  },

  async in_shadow_root(run: Run) {
    const host = document.createElement('div');
    document.body.append(host);
    const element = box(host.attachShadow({ mode: 'open' }));
    if (run.spec.how === 'refused') refused(run, { mode: 'embed', element });
    else await run.act(run.verify(run.create({ mode: 'embed', element })));
  },

  /** An embed in the page's own modal dialog. */
  async in_dialog(run: Run) {
    const own = dialog();
    own.showModal();
    await run.act(run.verify(run.create({ mode: 'embed', element: box(own) })));
    own.close();
  },

  /** The page opens the dialog of the embed only a while after `verify()`. */
  async in_dialog_opened_later(run: Run) {
    const own = dialog();
    const ending = run.verify(run.create({ mode: 'embed', element: box(own) }));
    await wait(1200);
    run.sees['shown before'] = run.count('shown');
    own.showModal();
    await run.act(ending);
    own.close();
  },

  /** A popup that the page's modal dialog covers is not on screen until that is closed. */
  async under_dialog(run: Run) {
    const own = dialog();
    own.showModal();
    const captcha = run.create();
    const ending = run.verify(captcha);
    await run.asked('image');
    await wait(800);
    run.sees['shown before'] = run.count('shown');
    run.sees['status'] = captcha.status;
    own.close();
    await run.act(ending);
  },

  /** `how`: what of the page lies over all else for as long as the status is starting. */
  async under_spinner(run: Run) {
    const spinner = overlay(run.spec.how);
    const captcha = run.create();
    captcha.subscribe((status) => (spinner.hidden = status !== 'starting'));
    await run.act(run.verify(captcha));
  },

  /** `how`: what puts a popup out of reach, until the first provider has failed. */
  async out_of_reach(run: Run) {
    const free = forbid(run.spec.how);
    const statuses: string[] = [];
    const captcha = run.create({
      onEvent({ type }) {
        if (type === 'provider_failed') free();
      },
    });
    captcha.subscribe((status) => statuses.push(status));
    await run.act(run.verify(captcha));
    free();
    run.sees['statuses'] = [...statuses];
    run.sees['remembered'] = sessionStorage.getItem('captcha-failover.failed')?.includes(run.provider(0).id) ?? false;
  },

  /** An embed whose middle lies under a bar that is fixed on the page. */
  async under_bar(run: Run) {
    const bar = document.createElement('div');
    const { top, height } = document.querySelector('#box')?.getBoundingClientRect() ?? new DOMRect();
    bar.style.cssText = `position:fixed;left:0;right:0;top:${top + 20}px;height:${Math.max(height, 230) * 0.6}px;background:#ddd`;
    document.body.append(bar);
    await run.act(run.verify(run.create({ mode: 'embed', element: '#box' })));
  },

  /** The first vendor's popup is laid out before anything is in it, and nothing ever is. */
  async blank_popup(run: Run) {
    const ending = run.verify(run.create());
    await run.asked('secondary');
    const popup = document.createElement('div');
    popup.id = 'tcaptcha_transform_dy';
    popup.className = 'tcaptcha-transform';
    popup.style.cssText = 'position:fixed;left:20px;top:20px;width:360px;height:360px;background:#fff';
    popup.innerHTML = '<div style="width:100%;height:100%"></div>';
    document.body.append(popup);
    await run.event('provider_failed');
    popup.remove();
    await run.act(ending);
  },

  /** `how`: when the page enables the button that it has disabled for as long as the check lasts. */
  async focus_back(run: Run) {
    const button = document.createElement('button');
    button.textContent = 'Send';
    document.body.append(button);
    button.focus();
    const captcha = run.create();
    const enable = () => (button.disabled = false);
    captcha.subscribe((status) => {
      if (status === 'starting' || status === 'challenging') button.disabled = true;
      else if (run.spec.how === 'in its listener') enable();
      else if (run.spec.how === 'in a microtask') queueMicrotask(enable);
      else setTimeout(enable, 74);
    });
    const ending = run.verify(captcha);
    await run.act(ending);
    await wait(300);
    run.sees['focus'] = document.activeElement?.textContent;
  },

  /** A modal dialog that opens over the challenge does not end it. */
  async dialog_over_challenge(run: Run) {
    const ending = run.verify(run.create());
    await run.event('shown');
    const own = dialog();
    own.showModal();
    await wait(1200);
    run.sees['ended'] = run.ended.filter(Boolean).length;
    own.close();
    await run.act(ending);
  },

  /** A dialog that takes the focus back whenever it goes elsewhere. */
  async focus_trap(run: Run) {
    const own = dialog('<button type="button" id="in-dialog">OK</button>');
    own.show();
    const button = own.querySelector('button');
    const trap = ({ target }: Event) => {
      if (!(target instanceof Node) || !own.contains(target)) button?.focus();
    };
    document.addEventListener('focusin', trap);
    button?.focus();
    await run.act(run.verify(run.create()));
    document.removeEventListener('focusin', trap);
  },

  /** The same row in a page of another origin inside this one. */
  async in_frame(run: Run) {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width:400px;height:480px';
    frame.src = run.spec.elsewhere;
    document.body.append(frame);
    let inner: Result | undefined;
    addEventListener('message', ({ source, data }: MessageEvent<string>) => {
      if (source === frame.contentWindow) inner = JSON.parse(data) as Result;
    });
    // Until the frame listens.
    for (let tries = 0; !inner && tries < 150; tries += 1) {
      frame.contentWindow?.postMessage(JSON.stringify({ ...run.spec, play: 'verify' }), '*');
      await wait(200);
    }
    if (!inner) throw new Error('The frame gave no result');
    const { ended, events, left, faults, firstMs, wholeMs } = inner;
    Object.assign(run.times, { began: 0, first: firstMs, last: wholeMs });
    run.ended.push(...ended);
    window.recorded.events.push(...events);
    run.sees['left and faults'] = [...left, ...faults];
    run.sees['globals out here'] = ['TencentCaptcha', 'initAliyunCaptcha'].filter((name) => name in window);
  },

  async unsupported_language(run: Run) {
    refused(run, { language: 'tlh' });
    await Promise.resolve();
  },

  /** A language list: the challenge speaks the first one that the vendor has. */
  async language_list(run: Run) {
    const ending = run.verify(run.create({ language: ['tlh', 'zh-TW', 'en'] }));
    await run.event('shown');
    const shown = await until(() =>
      visibleVendorNodes()
        .flatMap((node) => [node, ...node.querySelectorAll('[lang]')])
        .find((node) => node.hasAttribute('lang')),
    );
    run.sees['language'] = shown?.getAttribute('lang')?.toLowerCase();
    await run.act(ending);
  },
};
