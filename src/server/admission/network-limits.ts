import type { Limit } from '../store/store.js';
import type { Network } from './network.js';
import type { StoreKeys } from './store-keys.js';

const minute = 60_000;
const least = 5;
const timesBest = 2;
/** So much more for the wide network than for the host's. */
const wideTimes = 3;

/** A network and minute lets in `max(5, 2 × its best minute of human verdicts)`, and the wide one three times that. */
export function networkLimits(network: Network, keys: StoreKeys): Limit[] {
  return [
    { name: network.host, times: 1 },
    { name: network.wide, times: wideTimes },
  ].map(({ name, times }) => {
    const concealed = keys.conceal('network', name);
    return {
      meter: { key: keys.admitted(concealed), windowMs: minute },
      atMost: times * least,
      raise: { key: keys.best(concealed), times: times * timesBest },
    };
  });
}
