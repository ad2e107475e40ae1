// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { recoveryDoor } from '../../../../src/server/admission/door.js';
import type { VendorEvidence } from '../../../../src/server/evidence/vendor-evidence.js';

const now = 1_000_000_000;
const vendor = (parts: Partial<VendorEvidence> = {}): VendorEvidence => ({
  state: 'healthy',
  since: now - 60_000,
  why: '',
  declared: false,
  apiDown: false,
  ...parts,
});
const up = vendor();
const suspected = vendor({ state: 'suspected' });
const down = vendor({ state: 'outage', since: now - 5000 });
const declared = vendor({ state: 'outage', since: now - 9000, declared: true });
const back = vendor({ graceUntil: now + 1 });
const backForLong = vendor({ graceUntil: now });
const closed = { isGrace: false, openMs: 0, reason: 'policy_always' };

describe('the door in an outage', () => {
  it.each([
    ['nobody', []],
    ['one that is up', [up]],
    ['one that is suspected', [suspected]],
    ['one of two that is up', [down, up]],
    ['one that has been back for longer than the grace', [backForLong]],
  ])('is shut for %s', (_, states) => {
    expect(recoveryDoor('during_outage', states, now)).toBeNull();
    expect(recoveryDoor('always', states, now)).toEqual(closed);
  });

  it.each([
    ['since it is down', [down], { reason: 'vendor_outage', openMs: 5000, isGrace: false }],
    ['since a person says so', [declared], { reason: 'declared_outage', openMs: 9000, isGrace: false }],
    ['since the last of two fell', [declared, down], { reason: 'declared_outage', openMs: 5000, isGrace: false }],
  ])('is open %s', (_, states, door) => {
    expect(recoveryDoor('during_outage', states, now)).toEqual(door);
    expect(recoveryDoor('always', states, now)).toEqual(door);
  });

  it('is open for a moment after it, unless it always is', () => {
    const door = { reason: 'vendor_outage', openMs: 0, isGrace: true };
    expect(recoveryDoor('during_outage', [back], now)).toEqual(door);
    expect(recoveryDoor('during_outage', [down, back], now)).toEqual(door);
    expect(recoveryDoor('always', [back], now)).toEqual(closed);
  });
});
