import { onTestFinished, vi } from 'vitest';
import { evidenceTargets } from '../../../../src/server/evidence/canaries.js';
import { createEvidence, type FormerEvidence } from '../../../../src/server/evidence/evidence.js';
import type { ProbeResult } from '../../../../src/server/evidence/probe-result.js';
import type { Incident } from '../../../../src/server/incident.js';
import type { Site, TencentSite } from '../../../../src/server/sites.js';
import { memoryStore, type MemoryStore } from './memory-store.js';

export const tencentSite: TencentSite = {
  vendor: 'tencent',
  appId: '2000000001',
  appSecretKey: 'app-secret',
  secretId: 'secret-id',
  secretKey: 'secret-key',
};

/** How a canary is answered: at once, or after a while. */
export type Behavior = ProbeResult & { afterMs?: number };

export const up: Behavior = { answer: 'up', why: 'ok' };
export const refused: Behavior = { answer: 'down', why: 'ECONNREFUSED' };
export const hanging: Behavior = { answer: 'down', why: 'timeout', afterMs: 3000 };
export const forbidden: Behavior = { answer: 'unknown', why: 'http_403' };

export interface World {
  readonly store: MemoryStore;
  /** What the canaries meet; `api` and `script` of every site. */
  vendor: { api: () => Behavior | Promise<Behavior>; script: (url: string) => Behavior };
  readonly requests: { canary: string; at: number }[];
  readonly incidents: Incident[];
  /** Another process over the same store. */
  start(): FormerEvidence;
  /** Our own event loop's delay, in ms. */
  loopDelay: number;
}

/** A vendor made of doubles, in fake time. */
export function createWorld(sites: readonly Site[] = [tencentSite]): World {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  const evidences: FormerEvidence[] = [];
  onTestFinished(() => {
    for (const evidence of evidences) evidence.close();
    vi.useRealTimers();
  });
  const meet = async (canary: string, behavior: Behavior | Promise<Behavior>): Promise<ProbeResult> => {
    world.requests.push({ canary, at: Date.now() });
    const { afterMs = 0, ...result } = await behavior;
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    return result;
  };
  const world: World = {
    store: memoryStore(),
    vendor: { api: () => up, script: () => up },
    requests: [],
    incidents: [],
    loopDelay: 0,
    start: () => {
      const evidence = createEvidence({
        targets: evidenceTargets(sites),
        probes: {
          api: ({ vendor }) => meet(`${vendor} api`, world.vendor.api()),
          script: ({ url }) => meet(url.href, world.vendor.script(url.href)),
        },
        store: world.store,
        onIncident: (incident) => world.incidents.push(incident),
        eventLoopDelay: () => world.loopDelay,
      });
      evidences.push(evidence);
      return evidence;
    },
  };
  return world;
}

export const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** The largest number of requests in any minute. */
export function busiestMinute(requests: readonly { at: number }[]): number {
  const counts = requests.map(({ at }) => requests.filter((one) => one.at >= at && one.at < at + 60_000).length);
  return Math.max(0, ...counts);
}
