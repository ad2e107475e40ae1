import type { TencentOptions } from '../../options.js';
import { callPage } from '../../page-callback.js';
import { pageState } from '../../page-owner.js';
import { createBox, letGo } from '../box.js';
import type { Challenge, Stage } from '../provider.js';
import { readTencentResult } from './results.js';

interface Instance {
  show(): void;
  destroy(): void;
}

type TencentCaptcha = new (...signature: unknown[]) => Instance;

/** A real ticket can be checked for 5 minutes (docs/vendors/tencent.md, T-TICKET-AGE). */
const ticketLifeMs = 300000;
const vendorNodes = '[id^="tcaptcha" i],#t_mask,[class*="tencent-captcha"]';

/** Shows a challenge with a fresh instance and fresh options: the vendor keeps and changes both (T-OPTIONS-KEPT). */
export function startTencent(options: TencentOptions, stage: Stage): Challenge {
  const { appId, vendorOptions = {} } = options;
  const international = options.region === 'intl';
  const embed = stage.mode === 'embed';
  const box = embed || international ? createBox(stage) : undefined;
  let rendered = false;

  const sign = (name: 'ready' | 'showFn' | 'verifyFn', act: () => void) => (value: unknown) => {
    if (!stage.late()) act();
    else if (!pageState().owner) letGo(instance, 'destroy');
    callPage(vendorOptions[name], value);
  };

  const onResult = (value: unknown) => {
    if (stage.late()) return;
    const reading = readTencentResult(value);
    if (reading.kind === 'closed') stage.closed();
    else if (reading.kind === 'failed') stage.failed(reading.code, reading.made);
    else {
      const { ticket, randstr } = reading;
      stage.passed({ proof: { vendor: 'tencent', ticket, randstr }, expiresInMs: ticketLifeMs });
    }
  };

  // An option that is there, but undefined, is not the same as none to code that nobody can read.
  const settings: Record<string, unknown> = {
    ...vendorOptions,
    type: stage.mode,
    ...(stage.language && { userLanguage: stage.language }),
    ...(stage.secret && { aidEncrypted: stage.secret }),
    ready: sign('ready', () => (rendered = true)),
    showFn: sign('showFn', stage.shown),
    verifyFn: sign('verifyFn', stage.shown),
  };

  const Constructor = stage.vendorGlobal as unknown as TencentCaptcha;
  const instance = box ? new Constructor(box, appId, onResult, settings) : new Constructor(appId, onResult, settings);
  stage.life.defer(() => {
    // destroy() does not cancel a queued show(), a replaced show() does (T-QUEUED-SHOW); and destroy() is page-wide (T-DESTROY-PAGE-WIDE).
    instance.show = () => {};
    if (stage.owns()) letGo(instance, 'destroy');
  });
  stage.ready();
  instance.show();

  return {
    box,
    nodes() {
      const any = Array.from(document.querySelectorAll(vendorNodes));
      if (box) any.push(...Array.from(box.children));
      // A loading box is no challenge (T-LOADING-BOX). The international checkbox has no event of its own.
      const usable =
        rendered || international ? any.filter((node) => !/mask|load/i.test(node.id + node.className)) : [];
      return { usable, any };
    },
    gate: () => international,
    busy: () => false,
    vanished: 'removed',
    showAgain: () => instance.show(),
  };
}
