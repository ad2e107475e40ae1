import type { AliyunOptions } from '../../contract/options.js';
import type { Lifetime } from '../../page/lifetime.js';
import type { Place, Setting, Stage } from '../provider.js';
import { openWidget, type Widget } from './widget.js';

interface MadeAhead {
  readonly kind: unknown;
  readonly widget: Widget;
  /** Who counts on it: when the last one leaves, it goes. */
  readonly captchas: Set<Lifetime>;
}

/**
 * The one widget that was made ahead in this page, whichever captcha asked for it first: an init takes the callbacks of
 * the one before, so of several only the last would be good (docs/vendors/aliyun.md, A-OPTIONS-PERSIST). It is not in the
 * state that copies of the library share, because another version's widget may have other methods.
 */
let madeAhead: MadeAhead | undefined;

/**
 * The same for captchas whose inits are the same: each captcha's own functions are called by whichever widget it gets.
 * Options that cannot be compared are a kind of their own. Undefined where nothing is made ahead: an embed would be seen
 * before `verify()`, and an encrypted id belongs to one session.
 */
function kindOf(options: AliyunOptions, { mode, language }: Place): unknown {
  const { sceneId, architecture, encryptedSceneId, vendorOptions } = options;
  if (mode === 'embed' || encryptedSceneId) return undefined;
  try {
    return JSON.stringify([sceneId, architecture, language, vendorOptions], (key, value: unknown) => {
      if (typeof value === 'function' && key !== 'fail' && key !== 'onClose') throw new TypeError(key);
      return value;
    });
  } catch {
    return options;
  }
}

/** Whether what was made ahead serves a session of this kind now. */
export function isPrepared(options: AliyunOptions, place: Place): boolean {
  return !!madeAhead && madeAhead.kind === kindOf(options, place) && madeAhead.widget.usable();
}

/** @param stage of a session that puts another widget in its place */
function dropWidget(stage?: Stage): void {
  const dropped = madeAhead;
  madeAhead = undefined;
  if (dropped) dropped.widget.end(stage);
}

/**
 * Makes a widget ahead of `verify()`, or shares the one that is there. Where that is another kind's and still good it is
 * left alone, and the captcha inits at `verify()`.
 *
 * @param life of the captcha
 */
export function prepareWidget(options: AliyunOptions, setting: Setting, life: Lifetime): void {
  const kind = kindOf(options, setting);
  const leave = () => {
    if (madeAhead && madeAhead.captchas.delete(life) && !madeAhead.captchas.size) dropWidget();
  };
  // What it counted on until now may be outdated.
  leave();
  if (madeAhead && !madeAhead.widget.usable()) dropWidget();
  if (!kind) return;
  madeAhead ||= { kind, widget: openWidget(options, setting), captchas: new Set() };
  if (madeAhead.kind !== kind) return;
  madeAhead.captchas.add(life);
  life.defer(leave);
}

/**
 * The widget that was made ahead, if it is of the session's kind and still good. Else it goes: the init that follows
 * would take its callbacks.
 */
export function takeWidget(options: AliyunOptions, stage: Stage): Widget | undefined {
  const taken = isPrepared(options, stage) ? madeAhead : undefined;
  if (!taken) dropWidget(stage);
  madeAhead = undefined;
  return taken && taken.widget;
}
