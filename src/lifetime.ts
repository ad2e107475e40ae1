/**
 * How long something of ours lives, with all that must not outlive it: timers, listeners, nodes. Whatever a session
 * starts, it starts through one of these, so that ending it leaves nothing behind.
 */
export interface Lifetime {
  readonly over: boolean;
  /** Runs `act` when this ends, at once if it has ended. Returns the way to take that back. */
  defer(act: () => void): () => void;
  /**
   * Runs `act` once, in `ms`, and is in no hurry: a timer that fires over 1 s late (blocked main thread, sleeping
   * device) or in a hidden page waits for the page to be visible and then 1 s more, in which what it waits for can
   * still come. Returns the way to stop it.
   */
  after(ms: number, act: () => void): () => void;
  /** Runs `act` in a task of its own, hidden page or not. */
  soon(act: () => void, ms?: number): void;
  every(ms: number, act: () => void): void;
  /** In the capture phase. */
  listen(target: EventTarget, type: string, act: (event: Event) => void): void;
  end(): void;
}

const patience = 1000;

export function createLifetime(parent?: Lifetime): Lifetime {
  let ends: Set<() => void> | null = new Set();

  const defer = (act: () => void) => {
    if (ends) ends.add(act);
    else act();
    return () => {
      if (ends) ends.delete(act);
    };
  };

  const life: Lifetime = {
    get over() {
      return !ends;
    },
    defer,
    after(ms, act) {
      let timer: ReturnType<typeof setTimeout>;
      let wasHidden = false;
      const stop = () => {
        clearTimeout(timer);
        keep();
      };
      const keep = defer(stop);
      const arm = (wait: number) => {
        const due = performance.now() + wait;
        timer = setTimeout(() => {
          if (document.hidden || wasHidden || performance.now() - due > patience) {
            wasHidden = document.hidden;
            arm(patience);
          } else {
            keep();
            act();
          }
        }, wait);
      };
      // Browsers hold a delay in 31 bits and fire a longer one at once.
      if (ends) arm(Math.min(ms, 0x7fffffff));
      return stop;
    },
    soon(act, ms = 0) {
      if (!ends) return;
      const timer = setTimeout(() => {
        keep();
        act();
      }, ms);
      const keep = defer(() => clearTimeout(timer));
    },
    every(ms, act) {
      if (!ends) return;
      const timer = setInterval(act, ms);
      defer(() => clearInterval(timer));
    },
    listen(target, type, act) {
      if (!ends) return;
      target.addEventListener(type, act, true);
      defer(() => target.removeEventListener(type, act, true));
    },
    end() {
      const acts = ends;
      ends = null;
      if (acts) acts.forEach((act) => act());
    },
  };

  if (parent) defer(parent.defer(life.end));
  return life;
}
