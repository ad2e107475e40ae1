import type { VendorProvider } from '../providers/provider.js';
import { leastTurnMs } from './session-options.js';

export interface Turn {
  readonly provider: VendorProvider;
  /** ms to get a challenge on screen. */
  readonly budget: number;
}

/** Whose turn it is, and for how long. */
export interface TurnQueue {
  /** The deadline begins anew: a challenge has been on screen. */
  restart(): void;
  next(): Turn | undefined;
  /** To whom this provider's turn may give way: the next of another vendor. Nobody gives way twice. */
  successorOf(provider: VendorProvider): VendorProvider | undefined;
  /** It is the successor's turn now. What was left of this one comes when all others have failed. */
  giveWay(provider: VendorProvider, leftMs: number): void;
  /** Those who gave way. */
  readonly yielded: ReadonlyMap<VendorProvider, number>;
}

/** @param deadline ms in which all of them have their turns */
export function createTurnQueue(providers: readonly VendorProvider[], deadline: number): TurnQueue {
  let waiting = [...providers];
  let deadlineAt = performance.now() + deadline;
  /** What they had left, in ms. */
  const yielded = new Map<VendorProvider, number>();

  const successorOf = (provider: VendorProvider) =>
    yielded.has(provider) ? undefined : waiting.find(({ vendor }) => vendor !== provider.vendor);

  return {
    yielded,
    successorOf,
    restart() {
      deadlineAt = performance.now() + deadline;
    },
    next() {
      const provider = waiting.shift();
      if (!provider) return undefined;
      let left = deadlineAt - performance.now();
      let sharing = 1;
      for (const other of waiting) {
        const kept = yielded.get(other);
        if (kept === undefined) sharing++;
        else left -= kept;
      }
      return { provider, budget: yielded.has(provider) ? Math.max(0, left) : Math.max(leastTurnMs, left / sharing) };
    },
    giveWay(provider, leftMs) {
      const successor = successorOf(provider);
      waiting = [...waiting.filter((other) => other !== successor), provider];
      if (successor) waiting.unshift(successor);
      yielded.set(provider, leftMs);
    },
  };
}
