import type { Network } from '../admission/network.js';
import { SlidingCount } from '../sliding-count.js';
import { FairQueue, type Place } from './fair-queue.js';
import { createPace } from './pace.js';

export interface GateOptions {
  /** Calls under way at once. */
  maxInFlight: number;
  /** Calls begun in any second. */
  maxPerSecond: number;
  /** Hears of each ticket that is turned away: how many calls began in the last minute. */
  onTurnedAway: (callsAMinute: number) => void;
}

/** Somebody with a ticket that the vendor shall be asked about. */
export interface Caller {
  network: Network;
  /** Claims a place before all who bring no token of ours. Asked only when there is no slot at once. */
  claimFirst: () => boolean;
  /** While the vendor's API is down nobody waits for it. */
  isApiDown: () => boolean;
}

export type Turn =
  /** `end` is to be called when the call has really ended, however long that takes; only then is the slot free. */
  | { kind: 'now'; end: () => void }
  | { kind: 'busy' }
  /** No slot, and the API is down: waiting would lead to nothing. */
  | { kind: 'api_down' };

/** The way to one vendor's API: so many calls at once, so many a second, and a fair queue before them. */
export interface Gate {
  /** Never rejects. Waits a second at most. */
  enter(caller: Caller): Promise<Turn>;
  /** Calls under way, and tickets that wait for one. */
  load(): { inFlight: number; waiting: number };
}

/** In ms. */
const longestWait = 1000;
const mostWaiting = 1000;
const minute = 60_000;

interface Waiter extends Place {
  settle(turn: Turn): void;
  turnAway(): void;
}

export function createGate({ maxInFlight, maxPerSecond, onTurnedAway }: GateOptions): Gate {
  const queue = new FairQueue<Waiter>();
  const pace = createPace(maxPerSecond);
  const begunLately = new SlidingCount();
  let inFlight = 0;
  let paceTimer: NodeJS.Timeout | undefined;

  /** 0 when the next call may begin, else the ms before which it may not; Infinity: first another one has to end. */
  const waitForSlot = (now: number): number => (inFlight < maxInFlight ? pace.waitMs(now) : Infinity);

  const begin = (now: number): Turn => {
    pace.begin(now);
    begunLately.add(now, minute);
    inFlight += 1;
    let isUnderWay = true;
    const end = (): void => {
      if (!isUnderWay) return;
      isUnderWay = false;
      inFlight -= 1;
      letIn();
    };
    return { kind: 'now', end };
  };

  const letIn = (): void => {
    while (queue.size > 0) {
      const now = performance.now();
      const wait = waitForSlot(now);
      if (wait > 0) {
        if (wait < Infinity) letInAfter(wait);
        return;
      }
      queue.take()?.settle(begin(now));
    }
  };

  const letInAfter = (ms: number): void => {
    paceTimer ??= setTimeout(() => {
      paceTimer = undefined;
      letIn();
    }, ms).unref();
  };

  const turnAway = (isApiDown: () => boolean): Turn => {
    if (isApiDown()) return { kind: 'api_down' };
    onTurnedAway(begunLately.total(performance.now(), minute));
    return { kind: 'busy' };
  };

  return {
    load: () => ({ inFlight, waiting: queue.size }),
    enter: ({ network, claimFirst, isApiDown }) =>
      new Promise((resolve) => {
        const now = performance.now();
        if (queue.size === 0 && waitForSlot(now) === 0) {
          resolve(begin(now));
          return;
        }
        if (isApiDown()) {
          resolve({ kind: 'api_down' });
          return;
        }
        const giveUp = setTimeout(() => {
          // If it was our own event loop that was late, there may be a slot by now.
          letIn();
          waiter.turnAway();
        }, longestWait).unref();
        const waiter: Waiter = {
          network,
          isFirst: claimFirst(),
          settle: (turn) => {
            clearTimeout(giveUp);
            queue.remove(waiter);
            resolve(turn);
          },
          turnAway: () => waiter.settle(turnAway(isApiDown)),
        };
        queue.add(waiter);
        if (queue.size > mostWaiting) queue.takeGreediest()?.turnAway();
        letIn();
      }),
  };
}
