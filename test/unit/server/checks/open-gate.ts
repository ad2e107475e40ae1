import type { Caller, Gate } from '../../../../src/server/real-tickets/gate.js';

/** Lets everybody in at once. */
export const openGate: Gate = {
  enter: () => Promise.resolve({ kind: 'now', end: () => undefined }),
  load: () => ({ inFlight: 0, waiting: 0 }),
};

export const anybody: Caller = {
  network: { address: '203.0.113.7', host: 'cb007107', wide: 'cb0071' },
  claimFirst: () => false,
  isApiDown: () => false,
};
