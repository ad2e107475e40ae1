/** What a session started and what ends with it: timers, listeners, nodes. */
export interface Lifetime {
  isOver: () => boolean;
  after: (ms: number, run: () => void) => void;
  onEnd: (cleanUp: () => void) => void;
  end: () => void;
}

export function createLifetime(): Lifetime {
  const cleanUps: (() => void)[] = [];
  let over = false;
  return {
    isOver: () => over,
    after(ms, run) {
      if (over) return;
      const timer = setTimeout(run, ms);
      cleanUps.push(() => clearTimeout(timer));
    },
    onEnd(cleanUp) {
      if (over) cleanUp();
      else cleanUps.push(cleanUp);
    },
    end() {
      if (over) return;
      over = true;
      cleanUps.splice(0).forEach((cleanUp) => cleanUp());
    },
  };
}
