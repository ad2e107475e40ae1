import { simulation } from './simulation.js';

const SHOW_MS = 20_000;

export interface Showable {
  show(): void;
}

/** Instances whose `show()` came before the secondary script, each once, each with 20 s until `late` (1002). */
export function createShowQueue<T extends Showable>(late: (instance: T) => void) {
  const waiting = new Map<T, ReturnType<typeof setTimeout>>();

  function take(): T[] {
    const instances = [...waiting.keys()];
    waiting.forEach((timer) => clearTimeout(timer));
    waiting.clear();
    return instances;
  }

  return {
    add(instance: T): void {
      if (waiting.has(instance)) return;
      const expire = () => {
        waiting.delete(instance);
        late(instance);
      };
      waiting.set(instance, setTimeout(expire, simulation.vendorMs(SHOW_MS)));
    },
    remove(instance: T): void {
      clearTimeout(waiting.get(instance));
      waiting.delete(instance);
    },
    /** Empties the queue. */
    take,
  };
}
