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
  const ends = new Set<() => void>();
  const start = (ms: number, act: () => void, patient: boolean) => {
    let timer: ReturnType<typeof setTimeout>;
    let wasHidden = false;
    const arm = (wait: number) => {
      const due = performance.now() + wait;
      timer = setTimeout(() => {
        if (patient && (document.hidden || wasHidden || performance.now() - due > patience)) {
          wasHidden = document.hidden;
          arm(patience);
        } else {
          stop();
          act();
        }
      }, wait);
    };
    // Browsers hold a delay in 31 bits and fire a longer one at once.
    arm(Math.min(ms, 0x7fffffff));
    const stop = () => {
      clearTimeout(timer);
      forget();
    };
    const forget = life.defer(() => clearTimeout(timer));
    return stop;
  };
  const life = {
    over: false,
    defer(act: () => void) {
      if (life.over) act();
      else ends.add(act);
      return () => void ends.delete(act);
    },
    after: (ms: number, act: () => void) => start(ms, act, true),
    soon: (act: () => void, ms = 0) => void start(ms, act, false),
    every(ms: number, act: () => void) {
      const timer = setInterval(act, ms);
      life.defer(() => clearInterval(timer));
    },
    listen(target: EventTarget, type: string, act: (event: Event) => void) {
      target.addEventListener(type, act, true);
      life.defer(() => target.removeEventListener(type, act, true));
    },
    end() {
      life.over = true;
      // Each is taken off before it runs, because it may end this life once more.
      for (const act of ends) {
        ends.delete(act);
        act();
      }
    },
  };
  if (parent) life.defer(parent.defer(life.end));
  return life;
}
