import { onTestFinished, vi } from 'vitest';
import type { ProbeResult } from '../../../../src/server/checks/check-result.js';
import { createEvidence, type Evidence, type EvidenceOptions } from '../../../../src/server/evidence/evidence.js';
import type { OwnState } from '../../../../src/server/evidence/own-controls.js';
import type { StateName } from '../../../../src/server/evidence/record.js';
import type { Incident } from '../../../../src/server/incident.js';
import type { AliyunSite, Site, TencentSite } from '../../../../src/server/sites.js';
import type { EvidenceStore } from '../../../../src/server/store/evidence-store.js';
import { memoryEvidence } from '../../../../src/server/store/memory-evidence.js';

export const tencentSite: TencentSite = {
  vendor: 'tencent',
  appId: '2000000001',
  appSecretKey: 'app-secret',
  secretId: 'secret-id',
  secretKey: 'secret-key',
};
export const intlSite: TencentSite = { ...tencentSite, region: 'intl', appId: '2000000002' };
export const aliyunSite: AliyunSite = { vendor: 'aliyun', sceneId: 'scene', accessKeyId: 'id', accessKeySecret: 'key' };

/** How a canary is answered: at once, after a while, or never. */
export type Behavior = ProbeResult & { afterMs?: number };

export const up: Behavior = { answer: 'up', why: 'ok' };
export const refused: Behavior = { answer: 'down', why: 'ECONNREFUSED' };
export const hanging: Behavior = { answer: 'down', why: 'never_said', afterMs: Infinity };
export const forbidden: Behavior = { answer: 'unknown', why: 'http_403' };
export const throttled: Behavior = { answer: 'throttled', why: 'http_429' };

export interface World {
  readonly store: EvidenceStore;
  /** What the canaries meet; `http` is for scripts and references. */
  vendor: { api: (site: Site) => Behavior; http: (url: string) => Behavior };
  /** How each process fares. */
  own: () => Promise<OwnState>;
  readonly requests: { canary: string; at: number }[];
  readonly incidents: Incident[];
  /** Another process over the same store. */
  start(options?: Partial<EvidenceOptions>): Evidence;
}

/** A vendor made of doubles, in fake time. */
export function createWorld(sites: readonly Site[] = [tencentSite]): World {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  const evidences: Evidence[] = [];
  onTestFinished(async () => {
    await Promise.all(evidences.map((evidence) => evidence.close()));
    vi.useRealTimers();
  });
  const meet = async (canary: string, behaviorOf: () => Behavior): Promise<ProbeResult> => {
    world.requests.push({ canary, at: performance.now() });
    const { afterMs = 0, ...result } = behaviorOf();
    if (afterMs === Infinity) return new Promise(() => undefined);
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    return result;
  };
  const world: World = {
    store: memoryEvidence(),
    vendor: { api: () => up, http: () => up },
    own: () => Promise.resolve('well'),
    requests: [],
    incidents: [],
    start: (options = {}) => {
      const evidence = createEvidence({
        sites,
        store: world.store,
        probes: {
          api: (site) => meet('api', () => world.vendor.api(site)),
          http: ({ url }) => meet(url.href, () => world.vendor.http(url.href)),
        },
        apiLimitMs: 3000,
        references: [],
        onIncident: (incident) => world.incidents.push(incident),
        controls: () => world.own(),
        ...options,
      });
      evidences.push(evidence);
      return evidence;
    },
  };
  return world;
}

export const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);

export const stateOf = async (evidence: Evidence, site: Site = tencentSite) => (await evidence.state(site)).state;

/** How long it takes until the state is that, in ms; every 100 ms something suspects the vendor. */
export async function untilState(
  evidence: Evidence,
  wanted: StateName,
  limitMs: number,
  site: Site = tencentSite,
): Promise<number> {
  for (let waited = 0; waited <= limitMs; waited += 100) {
    if ((await stateOf(evidence, site)) === wanted) return waited;
    evidence.suspect(site);
    await advance(100);
  }
  throw new Error(`Not ${wanted} after ${limitMs} ms: ${JSON.stringify(await evidence.states())}`);
}

/** The largest number of requests to one target in any minute. */
export function busiestMinute(requests: readonly { canary: string; at: number }[]): number {
  const counts = requests.map(
    ({ canary, at }) => requests.filter((one) => one.canary === canary && one.at >= at && one.at < at + 60_000).length,
  );
  return Math.max(0, ...counts);
}

/** Which states were gone to. */
export const moves = (incidents: readonly Incident[]) =>
  incidents.flatMap((one) => (one.kind === 'state_changed' ? [one.to] : []));
