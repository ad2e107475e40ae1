// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Canary } from '../../../../src/server/evidence/canaries.js';
import type { RegionNeed } from '../../../../src/server/evidence/region-needs.js';
import { type CanaryRecord, newRegion, type RegionRecord } from '../../../../src/server/evidence/region-record.js';
import type { Traffic, TrafficMinute } from '../../../../src/server/evidence/traffic.js';
import { emptyRecord, type VendorRecord } from '../../../../src/server/evidence/vendor-record.js';
import { playRound, type RoundRegion } from '../../../../src/server/evidence/vendor-round.js';
import { refused, up } from './world.js';

const day = 24 * 3_600_000;
/** The minute before has settled just now. */
const now = Date.UTC(2026, 10, 21) + 10_000;
const minute = (now - 10_000) / 60_000 - 2;

const idle: RegionNeed = { region: 'cn', canaries: ['api'], askedSince: -Infinity, inUse: false, period: 300_000 };
const inUse: RegionNeed = { ...idle, inUse: true };

const upSince = (at: number): CanaryRecord => ({
  askedAt: at,
  upAt: at,
  lastSure: 'up',
  downs: [],
  ups: 1,
  firstUpAt: at,
  fell: false,
});

function region(change: Partial<RegionRecord> = {}): RegionRecord {
  return { ...newRegion(now - 600_000), canaries: { api: upSince(now - 10_000) }, ...change };
}

const cutOff = region({ state: 'cut_off', cutOffSeenAt: now - 60_000 });

/** Usually 60 human verdicts a minute; so many in the last minutes. */
function traffic(...humans: number[]): Traffic {
  const recent = [...Array.from({ length: 12 }, () => 60), ...humans].map((one) => ({ humans: one, tokens: 180 }));
  return { minute, recent, humans: 60, tokens: 180, learned: 60 };
}

function record(cn: RegionRecord, known: Traffic = traffic(60, 60)): VendorRecord {
  return { ...emptyRecord(), regions: { cn }, traffic: { cn: known } };
}

interface Stage {
  /** What `api` says; by default up. */
  readonly api?: Canary['probe'];
  /** Human verdicts of the minute that has just settled. */
  readonly humans?: number;
}

async function play(before: VendorRecord, need: RegionNeed, { api, humans = 60 }: Stage = {}) {
  const read = vi.fn<(target: string, from: number, to: number) => Promise<TrafficMinute[]>>();
  read.mockResolvedValue([{ humans, tokens: 180 }]);
  const probe = vi.fn<Canary['probe']>(api ?? (() => Promise.resolve(up)));
  const regions = [{ need, canaries: [{ name: 'api', probe }] }];
  return { read, probe, ...(await round(before, regions, read)) };
}

async function round(before: VendorRecord, regions: readonly RoundRegion[], read = vi.fn()) {
  const begun: number[] = [];
  const context = {
    vendor: 'tencent',
    counters: { read },
    p99: () => 0,
    signal: new AbortController().signal,
  } as const;
  return { begun, ...(await playRound({ ...context, onRequest: (at) => begun.push(at) }, before, regions)) };
}

beforeEach(() => {
  vi.useFakeTimers({ now });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the traffic', () => {
  it('of a minute is read as soon as it has settled', async () => {
    const { read, changed, record: after } = await play(record(region()), inUse);
    expect(read).toHaveBeenCalledExactlyOnceWith('tencent:cn', minute + 1, minute + 1);
    expect(changed).toBe(true);
    expect(after.traffic.cn?.minute).toBe(minute + 1);
  });

  it('of a region that nobody uses is not read', async () => {
    const { read, record: after } = await play(record(region()), idle);
    expect(read).not.toHaveBeenCalled();
    expect(after.traffic.cn).toEqual(traffic(60, 60));
  });

  it('is judged once a minute: a round in between has nothing new to store', async () => {
    vi.setSystemTime(now - 1);
    const { read, probe, changed, record: after } = await play(record(cutOff, traffic(0, 0)), inUse, { humans: 0 });
    expect(read).not.toHaveBeenCalled();
    expect(probe).not.toHaveBeenCalled();
    expect(changed).toBe(false);
    expect(after.regions.cn).toMatchObject({ state: 'cut_off', cutOffSeenAt: cutOff.cutOffSeenAt });
  });

  it('of a region of which nothing else is stored is followed', async () => {
    const { record: after } = await play({ ...record(region()), regions: {} }, inUse);
    expect(after.traffic.cn?.minute).toBe(minute + 1);
    expect(after.regions.cn).toMatchObject({ state: 'healthy', why: 'canaries_up' });
  });
});

describe('users who are cut off', () => {
  it('stay so while fewer than half as many as usual pass, with canaries that are asked at their own pace', async () => {
    const { probe, incidents, record: after } = await play(record(cutOff, traffic(18, 18)), inUse, { humans: 18 });
    expect(after.regions.cn).toMatchObject({ state: 'cut_off', cutOffSeenAt: now });
    expect(incidents).toEqual([]);
    expect(probe).not.toHaveBeenCalled();
  });

  it('are told to pass again', async () => {
    const { incidents } = await play(record(cutOff, traffic(0, 0)), inUse, { humans: 30 });
    expect(incidents).toEqual([
      {
        kind: 'state_changed',
        vendor: 'tencent',
        region: 'cn',
        from: 'cut_off',
        to: 'healthy',
        why: 'human_verdicts_back',
        at: now,
      },
    ]);
  });
});

describe('a canary', () => {
  it('that answers late counts against the limit from when it was asked', async () => {
    const api = () => new Promise<typeof up>((resolve) => setTimeout(resolve, 2000, up));
    const playing = play(record(region()), { ...idle, askedSince: now }, { api });
    await vi.advanceTimersByTimeAsync(2000);
    const { begun, record: after } = await playing;
    expect(begun).toEqual([now]);
    expect(after).toMatchObject({ requests: [now], savedAt: now + 2000 });
  });

  it('speaks for its own region only, also where another has one of the same name', async () => {
    const need: RegionNeed = { ...idle, askedSince: now };
    const before = { ...emptyRecord(), regions: { cn: region(), intl: region() } };
    const { incidents, record: after } = await round(before, [
      { need, canaries: [{ name: 'api', probe: () => Promise.resolve(refused) }] },
      { need: { ...need, region: 'intl' }, canaries: [{ name: 'api', probe: () => Promise.resolve(up) }] },
    ]);
    expect(after.regions).toMatchObject({
      cn: { state: 'suspected', canaries: { api: { lastSure: 'down' } } },
      intl: { state: 'healthy', canaries: { api: { lastSure: 'up', ups: 2, fell: false } } },
    });
    expect(incidents).toMatchObject([{ kind: 'state_changed', region: 'cn', to: 'suspected' }]);
  });

  it('that no process asks any more is forgotten after a day, one that is configured never', async () => {
    const canaries = { api: upSince(now - 9 * day), other: upSince(now - day), old: upSince(now - day - 1) };
    const { record: after } = await play(record(region({ canaries })), idle);
    expect(Object.keys(after.regions.cn?.canaries ?? {})).toEqual(['api', 'other']);
  });
});
