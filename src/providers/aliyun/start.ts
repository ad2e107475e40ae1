import type { AliyunOptions } from '../../options.js';
import { hasArea } from '../../on-screen.js';
import type { Challenge, Stage } from '../provider.js';
import { freshMs, openWidget, type Widget } from './widget.js';

const popup = '#aliyunCaptcha-window-popup';
const vendorNodes = '[id^="aliyunCaptcha"]:not(#aliyunCaptcha-common-errorTip)';
/** Of these types an embed shows a button or a checkbox first (docs/vendors/aliyun.md, A-MODE-TRACELESS). */
const gates = /^(PUZZLE|INPAINTING|CHECK_BOX)$/;

/** Shows a challenge with the widget made ahead, if it is still good, else with a new one. */
export function startAliyun(options: AliyunOptions, stage: Stage, prepared: Widget | undefined): Challenge {
  let widget: Widget;
  const embed = stage.mode === 'embed';

  const open = () => {
    widget = openWidget(options, stage, stage.life);
    widget.attach(stage, stage.failed);
  };
  const renew = () => {
    // Not out of the hands of somebody who is at it.
    if (
      widget.box.matches(':hover,:focus-within') ||
      Array.from(document.querySelectorAll(popup)).some((node) => hasArea(node))
    ) {
      stage.turn.after(60000, renew);
      return;
    }
    widget.end();
    open();
    stage.turn.after(freshMs, renew);
  };

  if (prepared && prepared.usable()) {
    widget = prepared;
    stage.life.defer(prepared.end);
    prepared.attach(stage, () => {
      // A failure of what was made ahead is no outcome.
      prepared.end();
      open();
    });
  } else open();
  if (embed) stage.turn.after(freshMs, renew);

  return {
    get box() {
      return widget.box;
    },
    nodes() {
      const inBox = Array.from(widget.box.children);
      const any = [...Array.from(document.querySelectorAll(vendorNodes)), ...inBox];
      const usable = Array.from(document.querySelectorAll(popup));
      if (embed) usable.push(...inBox.filter(({ id, className }) => !/load/i.test(id + className)));
      return { usable, any };
    },
    gate: () => embed && options.architecture !== 'v2' && gates.test(widget.captchaType()),
    busy: () => widget.busy(),
    vanished: 'closed',
    // There is no disaster result to answer.
    showAgain() {},
  };
}
