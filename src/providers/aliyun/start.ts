import type { AliyunOptions } from '../../contract/options.js';
import { hasArea } from '../../page/on-screen.js';
import type { Challenge, Stage } from '../provider.js';
import { withoutLoading } from '../vendor-nodes.js';
import { findPopups, findVendorNodes } from './body-nodes.js';
import { takeWidget } from './made-ahead.js';
import { freshMs, openWidget, type Widget } from './widget.js';

/** Shows a challenge with the widget made ahead, if it is still good, else with a new one. */
export function startAliyun(options: AliyunOptions, stage: Stage): Challenge {
  const { life, turn } = stage;
  const embed = stage.mode === 'embed';
  let widget: Widget;
  let wasClosed = false;

  const open = (made?: Widget, replaces?: boolean) => {
    widget = made || openWidget(options, stage, life, replaces);
    life.defer(widget.end);
    widget.attach({ stage, options, reopen, closed });
  };
  const closed = () => {
    wasClosed = true;
    stage.closed();
  };
  const reopen = () => {
    // Nothing else is shown to a user who has closed it.
    if (wasClosed) return;
    widget.end();
    open(undefined, true);
  };
  const renew = () => {
    // Not out of the hands of somebody who is at it, and not while the page is at work on a param.
    const inUse =
      widget.busy() ||
      (widget.box && widget.box.matches(':hover,:focus-within')) ||
      findPopups().some((node) => hasArea(node));
    if (!inUse) reopen();
    turn.after(inUse ? 60000 : freshMs, renew);
  };
  open(takeWidget(options, stage));
  if (embed) turn.after(freshMs, renew);

  return {
    get box() {
      return widget.box;
    },
    nodes() {
      const inBox = withoutLoading([...(widget.box ? widget.box.children : [])]);
      return {
        any: [...withoutLoading(findVendorNodes()), ...inBox],
        usable: [...withoutLoading(findPopups()), ...(embed ? inBox : [])],
      };
    },
    // Of these types a V3 embed shows a button or a checkbox first (docs/vendors/aliyun.md, A-MODE-TRACELESS).
    gate: () => embed && options.architecture !== 'v2' && /^(PUZZLE|INPAINTING|CHECK_BOX)$/.test(widget.captchaType()),
    busy: () => widget.busy(),
    vanished: 'closed',
  };
}
