import type { Timeline } from './timeline-model.js';

const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600].map((seconds) => seconds * 1000);
const spans = [2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 320, 400].map((seconds) => seconds * 1000);

/** Marks that come long after the end stand at the right edge, or they would squeeze all else into nothing. */
export interface TimeScale {
  /** ms at the right edge. */
  span: number;
  tick: number;
  x(at: number): number;
}

/**
 * The scale of a picture. While a run lasts the span grows in steps, so that the picture does not creep.
 *
 * @param now ms from the start while the run lasts, else null
 */
export function timeScale(timeline: Timeline, now: number | null, left: number, right: number): TimeScale {
  const span = now === null ? spanOf(timeline) : stepAbove(now * 1.05);
  const width = Math.max(1, right - left);
  const tick = steps.find((step) => (step / span) * width >= 52) ?? span;
  return { span, tick, x: (at) => left + (Math.min(at, span) / span) * width };
}

function spanOf({ end, last, lanes }: Timeline): number {
  if (!end) return stepAbove(last);
  const near = end.at + Math.max(10_000, end.at);
  const marks = lanes.flatMap((lane) => lane.marks.map((mark) => mark.at)).filter((at) => at <= near);
  return Math.max(400, 1.08 * Math.max(end.at, ...marks));
}

function stepAbove(ms: number): number {
  return spans.find((span) => span >= ms) ?? ms * 1.2;
}
