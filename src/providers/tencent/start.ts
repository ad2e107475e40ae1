import type { TencentOptions } from '../../contract/options.js';
import { hasContent } from '../../page/on-screen.js';
import { callPage } from '../../page/page-callback.js';
import { pageState } from '../../page/page-state.js';
import { createCallNodes } from '../call-nodes.js';
import type { Challenge, Stage } from '../provider.js';
import { ignoreErrors, withoutLoading } from '../vendor-nodes.js';
import { readTencentResult } from './results.js';

interface Instance {
  show(): void;
  destroy(): void;
}

type TencentCaptcha = new (...signature: unknown[]) => Instance;

/** A real ticket can be checked for 5 minutes (docs/vendors/tencent.md, T-TICKET-AGE). */
const ticketLifeMs = 300000;
export const vendorNodes = '[id^="tcaptcha" i],#t_mask,[class*="tencent-captcha"]';

/** Shows a challenge with a fresh instance and fresh options: the vendor keeps and changes both (T-OPTIONS-KEPT). */
export function startTencent({ appId, region, vendorOptions = {} }: TencentOptions, stage: Stage): Challenge {
  const { mode, life, language, encryptedId } = stage;
  const international = region === 'intl';
  const nodes = createCallNodes(life);
  const box = mode === 'embed' || international ? nodes.insert('div', stage.element) : undefined;
  const ariaHidden = document.body.getAttribute('aria-hidden');
  const page = pageState();
  let rendered = false;

  const isOver = () => {
    nodes.callEnded();
    return stage.reportIfLate();
  };

  const sign = (name: 'ready' | 'showFn' | 'verifyFn', act: () => void) => (value: unknown) => {
    if (!isOver()) act();
    // Nobody else's challenge is up: this is what an ended session left queued.
    else if (!page.tencent) ignoreErrors(() => instance.destroy());
    callPage(vendorOptions[name], value);
  };

  const settings = {
    ...vendorOptions,
    type: mode,
    // Left out rather than undefined: the vendor may ask `'userLanguage' in options`.
    ...(language && { userLanguage: language }),
    ...(encryptedId && { aidEncrypted: encryptedId }),
    ready: sign('ready', () => (rendered = true)),
    showFn: sign('showFn', stage.shown),
    verifyFn: sign('verifyFn', stage.shown),
  };
  const onResult = (value: unknown) => {
    if (isOver()) return;
    const reading = readTencentResult(value);
    if (!reading) stage.end({ dismissed: 'closed' });
    else if ('code' in reading) stage.failed(reading.code, reading.detail, reading.made);
    else stage.end({ passed: { proof: { vendor: 'tencent', ...reading }, expiresInMs: ticketLifeMs } });
  };

  const instance = new (stage.vendorGlobal as unknown as TencentCaptcha)(
    ...(box ? [box] : []),
    appId,
    onResult,
    settings,
  );
  page.tencent = instance;
  life.defer(() =>
    ignoreErrors(() => {
      // destroy() does not cancel a queued show(), a replaced show() does (T-QUEUED-SHOW); and destroy() is page-wide (T-DESTROY-PAGE-WIDE).
      instance.show = () => {};
      if (page.tencent !== instance) return;
      page.tencent = undefined;
      instance.destroy();
      // 1.0 hides the page from assistive technology while it is open (T-BODY-ARIA).
      if (ariaHidden === null) document.body.removeAttribute('aria-hidden');
    }),
  );
  stage.emit({ type: 'ready' });
  const show = () => {
    nodes.callBegan();
    instance.show();
  };
  show();

  return {
    box,
    nodes() {
      const any = withoutLoading([...document.querySelectorAll(vendorNodes), ...(box ? box.children : [])]);
      // The international checkbox has no event of its own. Before `ready` a popup is an empty box, unless one sees
      // that it is not.
      return { usable: rendered || international ? any : any.filter(hasContent), any };
    },
    gate: () => international,
    vanished: 'removed',
    showAgain: show,
  };
}
