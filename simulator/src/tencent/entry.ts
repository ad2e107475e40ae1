import { disasterCodeOf, type TencentCode } from '../case.js';
import { findApiHost } from './api-host.js';
import { bindMarkedElement } from './auto-bind.js';
import { readArguments } from './constructor-arguments.js';
import { disasterResult } from './disaster-result.js';
import { setHtml } from './dom-sinks.js';
import { createFrameLoader } from './frame-loader.js';
import type { Generation } from './generation.js';
import { keepOptions } from './kept-options.js';
import { page } from './page-globals.js';
import { createShowQueue } from './show-queue.js';
import { simulation } from './simulation.js';
import type { CaptchaCallback, CaptchaOptions, FrameApi, TicketView } from './vendor-contract.js';

const ENTRY_CODE_DELAY_MS = 30;

/** What an entry script does when it runs: guards, globals, the constructor, and the secondary script's request. */
export function startEntry(generation: Generation): void {
  // One guard for both sites: the second script of either leaves the first one's constructor in place.
  const guard = simulation.has('shared-global')
    ? '__TencentCaptchaExists__'
    : `__TencentCaptchaExists_${generation.defaultApiHost}__`;
  if (page[guard]) {
    if (simulation.has('load-twice-throws')) throw new Error('The captcha script must not be included more than once');
    return;
  }
  page[guard] = true;
  // Before the constructor is there, so that enforced Trusted Types leave the page without the global.
  setHtml(document.createElement('div'), '<i></i>');

  if (generation.international) page.TCaptchaGlobal = true;
  else if (!simulation.has('shared-global')) page.TCaptchaGlobal = false;
  const apiHost = findApiHost(generation);
  page.TCaptchaApiDomain = apiHost;

  const loader = createFrameLoader(generation, apiHost, frameSettled);
  const queue = createShowQueue<TencentCaptcha>((instance) => instance.failInEntry(1002));

  function frameSettled(): void {
    const state = loader.state();
    for (const instance of queue.take()) {
      // By its own `show`, which the page may have replaced meanwhile.
      if (state.status === 'ready') instance.show();
      else if (state.status === 'failed') instance.failInEntry(state.code);
    }
  }

  class TencentCaptcha {
    private readonly appid: string;
    private readonly callback: CaptchaCallback;
    private readonly element: HTMLElement | null;
    private readonly options: CaptchaOptions;

    constructor(...args: unknown[]) {
      if (simulation.behave === 'constructor_throws') throw new TypeError('The captcha could not be constructed');
      const given = readArguments(args, generation);
      this.appid = given.appid;
      this.callback = given.callback;
      this.element = given.element;
      this.options = keepOptions(given);
      const isContainer = generation.checkbox || this.options.type === 'embed';
      if (!isContainer) this.element?.addEventListener('click', () => this.show());
    }

    show(): void {
      if (simulation.behave === 'init_throws') throw new TypeError('The captcha could not be shown');
      if (simulation.behave === 'no_callback') return;
      const asked = disasterCodeOf(simulation.behave);
      if (asked && !asked.afterShown && asked.code <= 1004) {
        setTimeout(() => this.failInEntry(asked.code), ENTRY_CODE_DELAY_MS);
        return;
      }
      const state = loader.state();
      if (state.status === 'ready') {
        this.__show__(state.frame);
        return;
      }
      if (state.status === 'loading') {
        queue.add(this);
        return;
      }
      if (simulation.has('failed-secondary-stays-failed')) {
        this.answerFailed(state.code);
        return;
      }
      queue.add(this);
      loader.load();
    }

    destroy(): void {
      const state = loader.state();
      if (state.status === 'ready') state.frame.destroy(this);
      if (!simulation.has('destroy-keeps-queued-show')) queue.remove(this);
    }

    getTicket(): TicketView | null {
      const state = loader.state();
      return state.status === 'ready' ? state.frame.getTicket() : null;
    }

    refresh(): void {
      const state = loader.state();
      if (state.status === 'ready') state.frame.refresh();
    }

    __show__(frame: FrameApi): void {
      const { appid, callback, element, options } = this;
      try {
        frame.create({ owner: this, generation, apiHost, appid, callback, element, options });
      } catch {
        if (!simulation.has('create-throws-silently')) this.failInEntry(1005);
      }
    }

    /** Straight into the page's callback: exceptions of it are not caught, and neither appid nor bizState are merged in. */
    failInEntry(code: TencentCode): void {
      const result = disasterResult(code, this.appid);
      const whole = { appid: this.appid, bizState: this.options.bizState, ...result };
      this.callback(simulation.has('entry-error-lacks-appid') ? result : whole);
    }

    /** Synchronous: a page that shows again inside its callback recurses until the stack is full. */
    private answerFailed(code: TencentCode): void {
      if (simulation.has('show-in-callback-recurses')) this.failInEntry(code);
      else setTimeout(() => this.failInEntry(code), 0);
    }
  }

  if (generation.checkbox) {
    // Resets the checkbox after its ticket was used.
    Object.assign(TencentCaptcha.prototype, {
      reload(this: TencentCaptcha) {
        this.refresh();
      },
    });
  }
  page.TencentCaptcha = TencentCaptcha;
  loader.load();
  bindMarkedElement((element) => new TencentCaptcha(element));
}
