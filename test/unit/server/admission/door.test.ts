// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recoveryDoor, type SeenState } from '../../../../src/server/admission/door.js';

const now = 1_795_264_000_000;
const seen = (state: SeenState['state'], more: Partial<SeenState> = {}): SeenState => ({
  state,
  since: now - 100_000,
  halved: false,
  declared: false,
  ...more,
});
const ended = (agoMs: number) => seen('healthy', { outageEndedAt: now - agoMs });
const door = (...states: SeenState[]) => recoveryDoor('during_outage', states, now);

describe('recoveryDoor', () => {
  it.each([
    ['the only vendor is healthy', [seen('healthy')]],
    ['the only vendor is suspected', [seen('suspected')]],
    ['one of two is healthy', [seen('outage'), seen('healthy')]],
    ['one of two is suspected', [seen('suspected'), seen('outage')]],
    ['one of two is healthy while users are cut off from the other', [seen('cut_off'), seen('healthy')]],
    ['an outage ended more than a minute ago', [ended(60_001)]],
    ['there is no vendor', []],
  ])('stays shut when %s', (_, states) => {
    expect(door(...states)).toBeNull();
  });

  it('opens when every vendor is in outage, since the last of them fell', () => {
    expect(door(seen('outage', { since: 5 }), seen('outage', { since: 7 }))).toEqual({
      reason: 'vendor_outage',
      since: 7,
      half: false,
      returningOnly: false,
      pageTokenNeeded: true,
    });
  });

  it('says that a person declared the outage', () => {
    expect(door(seen('outage', { declared: true }), seen('outage'))).toMatchObject({ reason: 'declared_outage' });
  });

  it('halves the budget when one of the vendors begins to return', () => {
    expect(door(seen('outage'), seen('outage', { halved: true }))).toMatchObject({ half: true });
  });

  it('opens to returning users only, at half the budget, when users are cut off', () => {
    const cutOff = { reason: 'users_cut_off', returningOnly: true, half: true };
    expect(door(seen('cut_off'))).toMatchObject(cutOff);
    expect(door(seen('outage'), seen('cut_off'))).toMatchObject(cutOff);
  });

  it('honors the tokens of an outage for a minute after it', () => {
    expect(door(ended(60_000))).toMatchObject({ reason: 'vendor_outage', endedAt: now - 60_000 });
    expect(door(ended(10_000), seen('outage'), ended(20_000))).toMatchObject({ endedAt: now - 20_000 });
  });

  it('knows no end of an outage that goes on', () => {
    expect(door(seen('outage', { outageEndedAt: now - 1000 }))).not.toHaveProperty('endedAt');
  });

  it('never opens under the policy "never"', () => {
    expect(recoveryDoor('never', [seen('outage')], now)).toBeNull();
  });

  it('is always open under the policy "always", and in an outage as wide as without one', () => {
    const open = { half: false, returningOnly: false, pageTokenNeeded: false };
    for (const states of [[], [seen('healthy')], [seen('cut_off')], [ended(1000)], [seen('outage'), seen('healthy')]]) {
      expect(recoveryDoor('always', states, now)).toEqual({ ...open, reason: 'policy_always', since: now });
    }
    const away = seen('outage', { since: 5, halved: true });
    expect(recoveryDoor('always', [away], now)).toEqual({ ...open, reason: 'vendor_outage', since: 5 });
  });

  it('is shut in an outage of all vendors but one, whatever the others say', () => {
    const states = fc.array(
      fc.record({
        state: fc.constantFrom('outage' as const, 'cut_off' as const),
        since: fc.nat(now),
        halved: fc.boolean(),
        declared: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(states, states, fc.constantFrom('healthy' as const, 'suspected' as const), (before, after, state) => {
        expect(door(...before, seen(state), ...after)).toBeNull();
        if (before.length > 0) expect(door(...before)).not.toBeNull();
      }),
    );
  });
});
