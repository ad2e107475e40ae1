import { simulation } from './simulation.js';

const SHOW_MS = 20_000;

/**
 * Instances whose `show()` came before the secondary script, each once. The 20 s until 1002 run for the first of them only:
 * a second one was seen to wait for the end of all attempts.
 */
export function createShowQueue<T>(late: (instance: T) => void) {
  const waiting = new Set<T>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    add(instance: T): void {
      waiting.add(instance);
      timer ??= setTimeout(() => {
        if (waiting.delete(instance)) late(instance);
      }, simulation.vendorMs(SHOW_MS));
    },
    remove(instance: T): void {
      waiting.delete(instance);
    },
    /** Empties the queue, because the secondary script is there or given up. */
    take(): T[] {
      const instances = [...waiting];
      waiting.clear();
      clearTimeout(timer);
      timer = undefined;
      return instances;
    },
  };
}
