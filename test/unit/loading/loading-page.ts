import { afterEach, beforeEach, vi } from 'vitest';
import { forgetTimers } from '../fakes/later.js';
import { openNetwork, type ScriptNetwork } from '../fakes/script-network.js';

/** A page in which no script tag is answered before the test says so. */
export function useLoadingPage(): { network: ScriptNetwork } {
  const page = {} as { network: ScriptNetwork };

  beforeEach(() => {
    vi.useFakeTimers();
    const { happyDOM } = window as unknown as {
      happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } };
    };
    happyDOM.settings.handleDisabledFileLoadingAsSuccess = true;
    page.network = openNetwork(() => {});
    page.network.answer('', 'hang');
  });

  afterEach(() => {
    page.network.close();
    vi.useRealTimers();
    forgetTimers();
    document.head.replaceChildren();
    document.body.replaceChildren();
    Reflect.deleteProperty(document, 'readyState');
    Reflect.deleteProperty(window, Symbol.for('captcha-failover.page'));
    for (const name of ['TencentCaptcha', 'initAliyunCaptcha', 'AliyunCaptchaConfig'])
      Reflect.deleteProperty(window, name);
  });

  return page;
}

export function documentIs(readyState: DocumentReadyState): void {
  Object.defineProperty(document, 'readyState', { configurable: true, value: readyState });
}
