import { svgElement } from './element.js';
import { say } from './language.js';
import { duration, vendorNames } from './names.js';
import { timeScale, type TimeScale } from './time-scale.js';
import type { Lane, Mark, Span, Timeline } from './timeline-model.js';

export interface PictureOptions {
  /** px */
  width: number;
  /** ms from the start while the run lasts, else null. */
  now: number | null;
  /** ms, for the line that the run must not cross without something on screen. */
  deadline: number;
}

type End = NonNullable<Timeline['end']>;

const BAR = 24;
const CAPTION = 18;
const FLAG = 30;
const AXIS = 26;
/** px of a character, a Chinese one about twice as wide. */
const textWidth = (text: string) => text.split('').reduce((sum, sign) => sum + (sign > '\u2e80' ? 13 : 7), 0);
const GLYPH = 7;

/** Draws a run: a lane for each provider, its attempts, waits and challenge, and the outcome across all lanes. */
export function timelinePicture(timeline: Timeline, { width, now, deadline }: PictureOptions): SVGSVGElement {
  const beside = width >= 560;
  const left = beside ? 104 : 9;
  const heading = beside ? 0 : 20;
  const laneHeight = heading + BAR + CAPTION + 12;
  const bottom = FLAG + Math.max(1, timeline.lanes.length) * laneHeight;
  const scale = timeScale(timeline, now, left, width - 14);

  const picture = svgElement('svg', {
    class: 'timeline-picture',
    width,
    height: bottom + AXIS,
    viewBox: `0 0 ${width} ${bottom + AXIS}`,
    role: 'img',
    'aria-label': summary(timeline, now),
  });
  picture.append(axis(scale, bottom, width));
  if (timeline.end) picture.append(afterTheEnd(scale.x(timeline.end.at), bottom, width));
  if (timeline.end) picture.append(outcomeLine(timeline.end, scale, bottom));
  if (deadline <= scale.span) picture.append(line('deadline', scale.x(deadline), FLAG - 6, bottom));
  timeline.lanes.forEach((lane, index) => {
    const top = FLAG + index * laneHeight;
    picture.append(
      svgElement('text', { class: 'lane-name', x: 0, y: beside ? top + 16 : top + 12 }, laneName(lane)),
      ...(timeline.end && !lane.spans.length
        ? [svgElement('text', { x: left + 8, y: top + heading + 16 }, say('not tried', '未尝试'))]
        : []),
      ...lane.spans.map((span) => bar(span, scale, top + heading, now)),
      ...marks(lane.marks, scale, top + heading, width),
      ...glyphs(lane, scale, top + heading),
    );
  });
  if (timeline.end) picture.append(flag(timeline.end, scale.x(timeline.end.at), width));
  else if (now !== null) picture.append(line('now', scale.x(now), FLAG - 6, bottom));
  return picture;
}

function summary({ lanes, end }: Timeline, now: number | null): string {
  const parts = lanes.map((lane) => {
    const tries = lane.spans.filter((span) => span.kind === 'attempt').length;
    const shown = lane.spans.some((span) => span.kind === 'challenge') ? say(', challenge shown', '，显示了验证') : '';
    const gaveUp = lane.marks.find((mark) => mark.kind === 'gave_up');
    const end = gaveUp ? say(`, given up (${gaveUp.label})`, `，已放弃（${gaveUp.label}）`) : '';
    return (
      say(`${laneName(lane)}: script attempts ${tries}`, `${laneName(lane)}：尝试加载脚本 ${tries} 次`) + shown + end
    );
  });
  const running = now === null ? say('Not started', '未开始') : say('Running', '进行中');
  const ending = end
    ? say(`Ended after ${duration(end.at)}: ${end.status}`, `${duration(end.at)} 后结束：${end.status}`)
    : running;
  return say(
    `Timeline. ${parts.join('. ')}. ${ending}. The list below says the same in words.`,
    `时间线。${parts.join('。')}。${ending}。下面的列表用文字说明同样的内容。`,
  );
}

function laneName({ vendor }: Lane): string {
  return vendor ? vendorNames[vendor] : say('Page', '页面');
}

function line(name: string, x: number, from: number, to: number): SVGLineElement {
  return svgElement('line', { class: name, x1: x, x2: x, y1: from, y2: to });
}

function axis(scale: TimeScale, y: number, width: number): SVGGElement {
  const group = svgElement('g', { class: 'axis' });
  const digits = scale.tick < 1000 ? 1 : 0;
  for (let at = 0; at <= scale.span + 1; at += scale.tick) {
    const x = scale.x(at);
    const anchor = x < 16 ? 'start' : x > width - 24 ? 'end' : 'middle';
    const text = svgElement('text', { x: anchor === 'end' ? width : x, y: y + 18, 'text-anchor': anchor });
    text.append(`${(at / 1000).toFixed(digits)} s`);
    group.append(line('tick', x, FLAG - 6, y + 4), text);
  }
  return group;
}

function afterTheEnd(x: number, bottom: number, width: number): SVGRectElement {
  return svgElement('rect', {
    class: 'after',
    x,
    y: FLAG - 6,
    width: Math.max(0, width - x),
    height: bottom - FLAG + 6,
  });
}

function bar(span: Span, scale: TimeScale, top: number, now: number | null): SVGGElement {
  const from = scale.x(span.from);
  const until = span.to ?? Math.max(span.from, now ?? span.from);
  const width = Math.max(span.kind === 'wait' ? 0 : 3, scale.x(until) - from);
  const group = svgElement('g', { class: `span ${span.kind} ${span.state}` });
  group.append(svgElement('title', {}, `${span.label}, ${span.state}, ${duration(until - span.from)}`));
  if (span.kind === 'wait') {
    const y = top + BAR / 2;
    group.append(svgElement('line', { x1: from, x2: from + width, y1: y, y2: y }));
    return group;
  }
  group.append(svgElement('rect', { x: from, y: top, width, height: BAR, rx: Math.min(4, width / 2) }));
  if (width > textWidth(span.label) + 26) {
    group.append(svgElement('text', { x: from + 10, y: top + 16 }, span.label));
  }
  return group;
}

/** A sign at the end of each attempt and of the challenge, so that no state is told by colour alone. */
function glyphs({ spans }: Lane, scale: TimeScale, top: number): SVGGElement[] {
  return spans.flatMap((span) => {
    const told = span.kind === 'attempt' || span.kind === 'challenge';
    if (span.to === null || !told || (span.state !== 'ok' && span.state !== 'failed')) return [];
    const path = span.state === 'ok' ? 'M-3.2 .2 L-.9 2.6 L3.4 -2.6' : 'M-2.6 -2.6 L2.6 2.6 M2.6 -2.6 L-2.6 2.6';
    const end = scale.x(span.to);
    const x = end - scale.x(span.from) > 2 * GLYPH + 4 ? end - GLYPH - 3 : end;
    const place = { class: `glyph ${span.state}`, transform: `translate(${x} ${top + BAR / 2})` };
    return [svgElement('g', place, svgElement('circle', { r: GLYPH }), svgElement('path', { d: path }))];
  });
}

function marks(all: readonly Mark[], scale: TimeScale, top: number, width: number): SVGGElement[] {
  let free = -Infinity;
  return all.map((mark) => {
    const x = scale.x(mark.at);
    const beyond = mark.at > scale.span;
    const label = beyond ? `${mark.label} ${duration(mark.at)}` : mark.label;
    const group = svgElement(
      'g',
      { class: `mark ${mark.kind}` },
      svgElement('title', {}, `${label} at ${duration(mark.at)}`),
    );
    group.append(
      mark.kind === 'gave_up'
        ? line('stop', x, top - 4, top + BAR + 4)
        : svgElement('path', { d: 'M0 -7 L7 0 L0 7 L-7 0 Z', transform: `translate(${x} ${top + BAR / 2})` }),
    );
    const length = textWidth(label);
    const start = Math.max(0, Math.min(x - length / 2, width - length));
    if (start >= free) {
      group.append(svgElement('text', { x: start, y: top + BAR + 15 }, label));
      free = start + length + 6;
    }
    return group;
  });
}

function outcomeLine({ at, status }: End, scale: TimeScale, bottom: number): SVGGElement {
  return svgElement('g', { class: `outcome-flag ${status}` }, line('outcome-line', scale.x(at), FLAG - 10, bottom));
}

function flag(end: End, x: number, width: number): SVGGElement {
  const label = `${end.status} ${duration(end.at)}`;
  const length = textWidth(label) + 16;
  const start = Math.max(0, Math.min(x - length / 2, width - length));
  return svgElement(
    'g',
    { class: `outcome-flag ${end.status}` },
    svgElement('rect', { x: start, y: 0, width: length, height: 21, rx: 10.5 }),
    svgElement('text', { x: start + length / 2, y: 15, 'text-anchor': 'middle' }, label),
  );
}
