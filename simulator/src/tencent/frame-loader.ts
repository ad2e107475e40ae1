import { addScript } from './dom-sinks.js';
import type { Generation } from './generation.js';
import { page } from './page-globals.js';
import { placeUrl } from './place-url.js';
import { simulation } from './simulation.js';
import type { FrameApi } from './vendor-contract.js';

const ATTEMPT_MS = 15_000;

export type FrameState =
  { status: 'loading' } | { status: 'ready'; frame: FrameApi } | { status: 'failed'; code: 1003 | 1004 };

export interface FrameLoader {
  state(): FrameState;
  load(): void;
}

/**
 * Fetches the secondary script: from the CDN, then twice from the API host, 15 s each. The build of 2022 ends with that and
 * tells a time-out (1003) from an error (1004); the build of 2024 goes round twice, says 1004, and can be asked again.
 */
export function createFrameLoader(generation: Generation, apiHost: string, settled: () => void): FrameLoader {
  const of2022 = simulation.has('failed-secondary-stays-failed');
  const round = [simulation.hosts.tencentCdn, apiHost, apiHost];
  const origins = of2022 ? round : [...round, ...round];
  let state: FrameState = { status: 'loading' };

  function attempt(n: number): void {
    const origin = origins[n];
    if (origin === undefined) return;
    let over = false;
    const script = addScript(placeUrl('secondary', origin, generation.framePath), (event) => next(event));
    const timer = setTimeout(() => next('timeout'), simulation.vendorMs(ATTEMPT_MS));

    function next(event: 'load' | 'error' | 'timeout'): void {
      if (over) return;
      over = true;
      clearTimeout(timer);
      // Only that the global is there is looked at, not what it is.
      const frame = page.AqSCode;
      if (frame) {
        settle({ status: 'ready', frame });
        return;
      }
      script.remove();
      if (n + 1 < origins.length) {
        attempt(n + 1);
        return;
      }
      settle({ status: 'failed', code: event === 'timeout' && of2022 ? 1003 : 1004 });
    }
  }

  function settle(outcome: FrameState): void {
    state = outcome;
    settled();
  }

  return {
    state: () => state,
    load() {
      state = { status: 'loading' };
      attempt(0);
    },
  };
}
