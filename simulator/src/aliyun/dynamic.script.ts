import { architectureOf, type CaptchaConfig, type CaptchaInstance } from './captcha-config.js';
import { page } from './page-globals.js';
import { simulatorCase, trapIsOn, vendorWait } from './simulation.js';
import { createWidget, type Widget } from './widget.js';

/** Between the constructor and `getInstance`, as two public measurements have it. */
const READY_AFTER = 300;

/** What the main script constructs; the page is given another object, by `getInstance`. */
class AliyunCaptcha {
  readonly widget: Widget;

  constructor(config: CaptchaConfig) {
    if (simulatorCase.behave === 'constructor_throws') throw new Error('Simulated: AliyunCaptcha throws');
    const widget = (this.widget = createWidget(config));
    const clicks = new AbortController();
    // By listener, so that two instances on one button both start at one click.
    const listen = (button: HTMLElement): void =>
      button.addEventListener('click', () => widget.trigger(), { signal: clicks.signal });
    const button = findElement(config.button);
    const isEarly = !trapIsOn('clicks-before-instance-lost');
    if (isEarly && button) listen(button);
    window.setTimeout(() => {
      if (simulatorCase.behave === 'never_ready') return;
      const element = findElement(config.element);
      // Not checked by the vendor either: a missing node ends in "Cannot set properties of undefined".
      const target = (element && findElement(config.button)) as HTMLElement;
      target.onclick = null;
      if (!isEarly) listen(target);
      if (element) widget.render(element);
      config.getInstance?.(instanceOf(config, widget, clicks));
    }, vendorWait(READY_AFTER));
  }
}

function instanceOf(config: CaptchaConfig, widget: Widget, clicks: AbortController): CaptchaInstance {
  const instance: CaptchaInstance = {
    show: () => widget.show(),
    hide: () => widget.hide(),
    refresh: () => widget.refresh(),
    destroyCaptcha() {
      clicks.abort();
      widget.destroy();
    },
  };
  if (architectureOf(config) === 'V3' && config.mode !== 'embed' && config.CaptchaType === 'TRACELESS') {
    instance.startTracelessVerification = () => widget.startTraceless();
  }
  return instance;
}

function findElement(selector: string | undefined): HTMLElement | undefined {
  return (selector ? document.querySelector<HTMLElement>(selector) : null) ?? undefined;
}

page.AliyunCaptcha = AliyunCaptcha;
