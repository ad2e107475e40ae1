import type { CaptchaEvent, Outcome, Provider, Vendor } from '../../src/index.js';
import { say } from './language.js';

/** A stretch of time in a lane. Times are in ms from the start of the run. */
export interface Span {
  kind: 'attempt' | 'wait' | 'prepare' | 'challenge';
  from: number;
  /** null while it lasts. */
  to: number | null;
  state: 'pending' | 'ok' | 'failed' | 'ended';
  label: string;
}

export interface Mark {
  kind: 'gave_up' | 'late' | 'expired';
  at: number;
  label: string;
}

export interface Lane {
  vendor: Vendor | null;
  id: string;
  spans: Span[];
  marks: Mark[];
}

export interface Timeline {
  lanes: Lane[];
  /** The end of the run: an outcome, or the caller's own abort. */
  end: { at: number; status: Outcome['status'] | 'aborted' } | null;
  /** The last thing that happened. */
  last: number;
}

/** Events as they came, and where the run began; `abortedAt` when the caller left before an outcome. */
export interface TimelineInput {
  startedAt: number;
  /** In the order in which they are tried, so that the lanes stand still. */
  providers: readonly Provider[];
  events: readonly CaptchaEvent[];
  abortedAt: number | null;
}

/** Turns events into lanes of spans and marks. Pure, and total: a missing or doubled event leaves a readable picture. */
export function timelineOf({ startedAt, providers, events, abortedAt }: TimelineInput): Timeline {
  const lanes: Lane[] = providers.map(({ vendor, id }) => ({ vendor, id, spans: [], marks: [] }));
  const timeline: Timeline = { lanes, end: null, last: 0 };
  for (const event of events) {
    const at = Math.max(0, event.at - startedAt);
    timeline.last = Math.max(timeline.last, at);
    if (event.type === 'outcome') finish(timeline, at, event.outcome.status);
    else addTo(laneOf(lanes, event.provider), event, at);
  }
  if (abortedAt !== null && !timeline.end) finish(timeline, Math.max(0, abortedAt - startedAt), 'aborted');
  return timeline;
}

function laneOf(lanes: Lane[], provider: Provider | null): Lane {
  const vendor = provider?.vendor ?? null;
  const known = lanes.find((lane) => lane.vendor === vendor);
  if (known) return known;
  const lane: Lane = { vendor, id: provider?.id ?? '', spans: [], marks: [] };
  lanes.push(lane);
  return lane;
}

function addTo({ spans, marks }: Lane, event: Exclude<CaptchaEvent, { type: 'outcome' }>, at: number): void {
  const close = (kind: Span['kind'], state: Span['state']) => {
    for (const span of spans) {
      if (span.kind !== kind || (span.to !== null && span.to <= at)) continue;
      span.to = at;
      span.state = state;
    }
  };
  const open = (kind: Span['kind'], label: string, to: number | null = null) =>
    spans.push({ kind, from: at, to, state: 'pending', label });

  switch (event.type) {
    case 'attempt':
      close('wait', 'ended');
      open('attempt', event.standby ? say('standby', '备用') : say(`try ${event.attempt}`, `第 ${event.attempt} 次`));
      break;
    case 'attempt_failed':
      close('attempt', 'failed');
      if (event.retryInMs === 'online') open('wait', say('offline', '离线'));
      else if (event.retryInMs !== null) open('wait', say('wait', '等待'), at + event.retryInMs);
      break;
    case 'loaded':
      close('wait', 'ended');
      close('attempt', 'ok');
      open('prepare', say('prepare', '准备'));
      break;
    case 'ready':
      close('prepare', 'ok');
      open('prepare', say('opening', '打开'));
      break;
    case 'shown':
      close('prepare', 'ok');
      close('challenge', 'ended');
      open('challenge', say('challenge', '验证'));
      break;
    case 'hidden':
      close('challenge', 'ended');
      break;
    case 'provider_failed':
      for (const kind of ['attempt', 'prepare', 'challenge'] as const) close(kind, 'failed');
      close('wait', 'ended');
      marks.push({ kind: 'gave_up', at, label: event.error.vendorCode ?? event.error.code });
      break;
    case 'late':
      marks.push({
        kind: 'late',
        at,
        label: say(`late ${event.what}`, event.what === 'script' ? '脚本迟到' : '回调迟到'),
      });
      break;
    case 'expired':
      marks.push({ kind: 'expired', at, label: say('expired', '过期') });
      break;
  }
}

function finish(timeline: Timeline, at: number, status: Outcome['status'] | 'aborted'): void {
  timeline.end = { at, status };
  timeline.last = Math.max(timeline.last, at);
  for (const { spans } of timeline.lanes) {
    for (const span of spans) {
      if (span.to !== null && span.to <= at) continue;
      span.to = at;
      span.state = status === 'passed' && span.kind !== 'attempt' ? 'ok' : 'ended';
    }
    const shown = spans.filter((span) => span.kind === 'challenge').at(-1);
    if (shown && status === 'passed') shown.state = 'ok';
  }
}
