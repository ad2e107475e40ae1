import { createLifetime, type Lifetime } from '../page/lifetime.js';

/** ms without a sign of life after which the next vendor's script is fetched beside. */
const fetchAfterMs = 1500;
/** ms without one after which a turn gives way to a vendor that has shown to be there. */
const yieldAfterMs = 3000;

export interface SignTerms {
  /** Of the turn. */
  readonly life: Lifetime;
  /** Fetches the script of the next provider of another vendor: called once, resolves when it came by network. */
  fetch(): Promise<void>;
  /** Whether something of the turn's vendor is in sight. */
  isInSight(): boolean;
  /** The turn is to give way. Called at most once. */
  giveWay(): void;
}

/** What a turn tells of its vendor. */
export interface SignsOfLife {
  /** It has given a sign of life. */
  sign(): void;
  /** Its turn gives way no more. */
  stop(): void;
}

/**
 * Watches a turn for signs of life of its vendor: its function is there, its API has answered, it is ready, a node is in
 * sight. Nobody should wait to the end of a turn whose vendor hangs, yet a slow vendor that is in order must keep its
 * turn. So it gives way only to one whose script has come by network meanwhile: its own silence may be the network's.
 */
export function watchSigns({ life: turn, fetch, isInSight, giveWay }: SignTerms): SignsOfLife {
  const life = createLifetime(turn);
  let isFetching = false;
  let isThere = false;
  let isQuiet = false;
  let quiet = createLifetime(life);

  const giveWayIfDue = () => {
    if (life.over || !isThere || !isQuiet) return;
    if (isInSight()) sign();
    else giveWay();
  };

  const sign = () => {
    quiet.end();
    quiet = createLifetime(life);
    isQuiet = false;
    quiet.after(fetchAfterMs, () => {
      if (isFetching) return;
      isFetching = true;
      void fetch().then(() => {
        isThere = true;
        giveWayIfDue();
      });
    });
    quiet.after(yieldAfterMs, () => {
      isQuiet = true;
      giveWayIfDue();
    });
  };

  sign();
  return { sign, stop: life.end };
}
