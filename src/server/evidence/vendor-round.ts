import type { Incident } from '../incident.js';
import type { ServerVendor } from '../sites.js';
import { ageRegion, neverUpAfter } from './age-region.js';
import { answerEvent, applyEvents } from './apply-events.js';
import { askCanary } from './ask-canary.js';
import type { Canary } from './canaries.js';
import { followTraffic, nextTrafficAt } from './follow-traffic.js';
import { dueCanaries } from './probe-plan.js';
import type { RegionEvent } from './reduce-region.js';
import type { RegionNeed } from './region-needs.js';
import { newRegion, type RegionRecord } from './region-record.js';
import { allowedRequests, mostUrgent, recentRequests } from './request-pace.js';
import { isCutOff, newTraffic, type Traffic } from './traffic.js';
import type { TrafficCounters } from './traffic-counters.js';
import type { VendorRecord } from './vendor-record.js';

export interface RoundRegion {
  readonly need: RegionNeed;
  readonly canaries: readonly Canary[];
}

export interface RoundContext {
  readonly vendor: ServerVendor;
  readonly counters: Pick<TrafficCounters, 'read'>;
  /** See `EventLoopDelay`. */
  readonly p99: () => number;
  readonly signal: AbortSignal;
  /** Hears of each request as it begins. */
  readonly onRequest: (at: number) => void;
}

export interface RoundResult {
  readonly record: VendorRecord;
  readonly incidents: readonly Incident[];
  /** Something is new and has to be stored. */
  readonly changed: boolean;
}

/** One round: follow the traffic, ask the canaries that are due and that the limit allows, move the states on. */
export async function playRound(
  { vendor, counters, p99, signal, onRequest }: RoundContext,
  before: VendorRecord,
  regions: readonly RoundRegion[],
): Promise<RoundResult> {
  const now = Date.now();
  const incidents: Incident[] = [];
  const traffic = new Map<string, { readonly latest: Traffic; readonly cutOff: boolean }>();
  for (const { need } of regions) {
    const { region, inUse } = need;
    if (!inUse || nextTrafficAt(before.traffic[region]) > now) continue;
    const stored = before.regions[region];
    const record = aged(stored, now);
    const known = afterMove(stored, record, before.traffic[region]);
    const latest = await followTraffic(counters, `${vendor}:${region}`, known, record.state, now);
    traffic.set(region, { latest, cutOff: isCutOff(latest, record.state === 'cut_off') });
  }

  const due = regions.flatMap(({ need, canaries }) => {
    const record = aged(before.regions[need.region], now);
    // Cut off means that the canaries are up at this moment, not five minutes ago.
    const fresh = traffic.get(need.region)?.cutOff === true && record.state === 'healthy';
    const asked = fresh ? { ...need, askedSince: now } : need;
    return dueCanaries(asked, record, now).flatMap((one) => {
      const canary = canaries.find(({ name }) => name === one.canary);
      return canary ? [{ ...one, probe: canary }] : [];
    });
  });
  const requests = recentRequests(before.requests, now);
  const asked = mostUrgent(due, now, allowedRequests(requests, now, due.length));
  asked.forEach(() => {
    onRequest(now);
  });
  const answers = await Promise.all(
    asked.map(async ({ region, probe }) => ({ region, canary: probe.name, ...(await askCanary(probe, p99, signal)) })),
  );

  const after = Date.now();
  const moved = regions.map(({ need: { region, canaries } }) => {
    const record = before.regions[region] ?? newRegion(now);
    const seen = traffic.get(region);
    const mine = answers.filter((answer) => answer.region === region);
    const events: RegionEvent[] = mine.map((answer) => answerEvent(answer.canary, answer));
    if (seen) events.push(trafficEvent(seen.cutOff, after));
    for (const { canary, fault: detail, at } of mine) {
      if (detail !== undefined) incidents.push({ kind: 'canary_fault', vendor, region, canary, detail, at });
    }
    const news = applyEvents(vendor, region, record, events, canaries, after);
    incidents.push(...news.incidents);
    const latest = seen
      ? afterMove(aged(record, now), news.region, seen.latest)
      : afterMove(record, news.region, before.traffic[region]);
    return { region, record: withoutRetired(news.region, canaries, after), latest };
  });
  return {
    record: {
      ...before,
      savedAt: after,
      requests: [...requests, ...asked.map(() => now)],
      regions: { ...before.regions, ...Object.fromEntries(moved.map(({ region, record }) => [region, record])) },
      traffic: {
        ...before.traffic,
        ...Object.fromEntries(moved.flatMap(({ region, latest }) => (latest ? [[region, latest]] : []))),
      },
    },
    incidents,
    changed: asked.length > 0 || traffic.size > 0 || incidents.length > 0,
  };
}

/** What was counted while users were cut off is no measure of later minutes. */
function afterMove(
  before: RegionRecord | undefined,
  { state, why }: RegionRecord,
  traffic?: Traffic,
): Traffic | undefined {
  if (!traffic || before?.state !== 'cut_off' || state === 'cut_off') return traffic;
  return why === 'cut_off_limit' ? newTraffic(traffic.minute) : { ...traffic, recent: [] };
}

/** Forgets canaries that are configured no more and that no other process asks either. */
function withoutRetired(region: RegionRecord, configured: readonly string[], now: number): RegionRecord {
  const kept = Object.entries(region.canaries).filter(
    ([name, { askedAt }]) => configured.includes(name) || now - askedAt <= neverUpAfter,
  );
  return { ...region, canaries: Object.fromEntries(kept) };
}

function aged(record: RegionRecord | undefined, now: number): RegionRecord {
  return record ? ageRegion(record, now) : newRegion(now);
}

function trafficEvent(cutOff: boolean, at: number): RegionEvent {
  return cutOff ? { type: 'cut_off', at } : { type: 'cut_off_over', at, why: 'human_verdicts_back' };
}
