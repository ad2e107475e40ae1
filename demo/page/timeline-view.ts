import type { CaptchaEvent, Provider } from '../../src/index.js';
import { element } from './element.js';
import { eventText } from './event-text.js';
import { say } from './language.js';
import { duration } from './names.js';
import { timelinePicture } from './timeline-picture.js';
import { timelineOf } from './timeline-model.js';

export interface TimelineView {
  /** A new run: forgets the one before. */
  start(providers: readonly Provider[], deadline: number): void;
  add(event: CaptchaEvent): void;
  /** What runs has come to rest without an outcome, as a preload does. */
  rest(): void;
  /** The caller left before there was an outcome. */
  abort(): void;
  clear(): void;
}

const FRAME = 100;
/** For those who asked for less motion the running picture moves on now and then. */
const CALM_FRAME = 1000;

/** Keeps picture and list in step with the events. The picture is drawn anew: at this size that costs less than care. */
export function createTimelineView(figure: HTMLElement, list: HTMLOListElement): TimelineView {
  const empty = element(
    'p',
    { class: 'empty' },
    say('Sign in to see here what happens, and when.', '登录后，这里会显示发生了什么，以及何时发生。'),
  );
  let startedAt = 0;
  let deadline = 0;
  let providers: readonly Provider[] = [];
  let events: CaptchaEvent[] = [];
  let abortedAt: number | null = null;
  let timer = 0;

  const draw = () => {
    const width = figure.clientWidth;
    if (startedAt === 0 || width === 0) {
      figure.replaceChildren(empty);
      return;
    }
    const timeline = timelineOf({ startedAt, providers, events, abortedAt });
    const now = timeline.end || timer === 0 ? null : performance.now() - startedAt;
    figure.replaceChildren(timelinePicture(timeline, { width, now, deadline }));
    if (timeline.end) stop();
  };
  const stop = () => {
    window.clearInterval(timer);
    timer = 0;
  };
  const append = (at: number, text: string, kind: string) => {
    const time = element('span', { class: 'at' }, duration(at));
    list.append(element('li', { 'data-type': kind }, time, element('span', {}, text)));
  };

  new ResizeObserver(draw).observe(figure);
  draw();
  return {
    start(newProviders, newDeadline) {
      stop();
      startedAt = performance.now();
      [providers, deadline, events, abortedAt] = [newProviders, newDeadline, [], null];
      list.replaceChildren();
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      timer = window.setInterval(draw, calm ? CALM_FRAME : FRAME);
      draw();
    },
    add(event) {
      if (startedAt === 0) return;
      events.push(event);
      append(event.at - startedAt, eventText(event), event.type);
      draw();
    },
    rest() {
      stop();
      draw();
    },
    abort() {
      if (startedAt === 0 || abortedAt !== null) return;
      abortedAt = performance.now();
      append(
        abortedAt - startedAt,
        say(
          'The caller left: verify() rejects with its own signal’s reason.',
          '调用者离开了：verify() 以调用者自己 signal 的原因 reject。',
        ),
        'aborted',
      );
      draw();
    },
    clear() {
      stop();
      startedAt = 0;
      list.replaceChildren();
      draw();
    },
  };
}
