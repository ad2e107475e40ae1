import type { StateStore } from './state-store.js';
import { type TrafficMinute, trafficMinute } from './traffic.js';

/** Counted here for so long before the store hears of it, in ms: verdicts are far more than store calls may be. */
export const flushEvery = 5000;
/** How long the store keeps a minute, in ms. */
const minuteTtl = 40 * trafficMinute;

export interface TrafficCounters {
  human(target: string): void;
  pageToken(): void;
  /** The minutes `from` to `to`, both in it, of all processes. Rejects when the store does. */
  read(target: string, from: number, to: number): Promise<TrafficMinute[]>;
  close(): void;
}

/** Counts of human verdicts a target and of page tokens, by the minute, shared through the store. */
export function createTrafficCounters(store: Pick<StateStore, 'read' | 'count'>): TrafficCounters {
  const counted = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const flush = (): void => {
    timer = undefined;
    const minute = Math.floor(Date.now() / trafficMinute);
    const increments = [...counted].map(([name, by]) => ({ key: minuteKey(name, minute), by, ttlMs: minuteTtl }));
    counted.clear();
    // What the store does not take is lost: to count it later would show a fall now and a rush then.
    void store.count(increments).catch(() => undefined);
  };
  const add = (name: string): void => {
    counted.set(name, (counted.get(name) ?? 0) + 1);
    if (timer || closed) return;
    timer = setTimeout(flush, flushEvery);
    timer.unref();
  };

  return {
    human: (target) => {
      add(humansOf(target));
    },
    pageToken: () => {
      add('tokens');
    },
    read: async (target, from, to) => {
      const minutes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      const names = [humansOf(target), 'tokens'];
      const values = await store.read(names.flatMap((name) => minutes.map((minute) => minuteKey(name, minute))));
      const counts = values.map((value) => Math.max(0, Number(value ?? 0)) || 0);
      return minutes.map((_, index) => ({ humans: counts[index] ?? 0, tokens: counts[minutes.length + index] ?? 0 }));
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

function humansOf(target: string): string {
  return `humans:${target}`;
}

function minuteKey(name: string, minute: number): string {
  return `evidence:traffic:${name}:${minute}`;
}
