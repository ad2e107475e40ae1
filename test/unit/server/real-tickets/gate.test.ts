// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { networkOf, type Network } from '../../../../src/server/admission/network.js';
import { createGate, type Caller, type GateOptions, type Turn } from '../../../../src/server/real-tickets/gate.js';
import { createPace } from '../../../../src/server/real-tickets/pace.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const from = (address: string, parts: Partial<Caller> = {}): Caller => ({
  network: networkOf(address) as Network,
  claimFirst: () => false,
  isApiDown: () => false,
  ...parts,
});
const open = (options: Partial<GateOptions> = {}) =>
  createGate({ maxInFlight: 2, maxPerSecond: 1000, onTurnedAway: () => undefined, ...options });

/** The turn, once there is one. */
function turnOf(entering: Promise<Turn>) {
  const known: { turn?: Turn } = {};
  void entering.then((turn) => (known.turn = turn));
  return known;
}
const endOf = async (entering: Promise<Turn>) => {
  const turn = await entering;
  if (turn.kind !== 'now') throw new Error('has no turn');
  return turn.end;
};

describe('the gate', () => {
  it('lets as many through at once as there are slots, and the next when one has really ended', async () => {
    const gate = open();
    const end = await endOf(gate.enter(from('203.0.113.1')));
    await endOf(gate.enter(from('203.0.113.1')));
    const third = turnOf(gate.enter(from('203.0.113.1')));
    await vi.advanceTimersByTimeAsync(500);
    expect(third.turn).toBeUndefined();
    end();
    // Once is enough: another call of the same has no other's slot to give.
    end();
    await vi.advanceTimersByTimeAsync(0);
    expect(third.turn).toMatchObject({ kind: 'now' });
    const fourth = turnOf(gate.enter(from('203.0.113.1')));
    await vi.advanceTimersByTimeAsync(1000);
    expect(fourth.turn).toEqual({ kind: 'busy' });
  });

  it('tells how many calls are under way, and how many wait', async () => {
    const gate = open();
    expect(gate.load()).toEqual({ inFlight: 0, waiting: 0 });
    const ends = [await endOf(gate.enter(from('203.0.113.1'))), await endOf(gate.enter(from('203.0.113.1')))];
    const third = gate.enter(from('203.0.113.1'));
    expect(gate.load()).toEqual({ inFlight: 2, waiting: 1 });
    for (const end of ends) end();
    (await endOf(third))();
    expect(gate.load()).toEqual({ inFlight: 0, waiting: 0 });
  });

  it('lets nobody wait for longer than a second, and tells of it', async () => {
    const onTurnedAway = vi.fn();
    const gate = open({ onTurnedAway });
    for (let i = 0; i < 2; i += 1) await gate.enter(from('203.0.113.1'));
    const waiting = turnOf(gate.enter(from('203.0.113.1')));
    await vi.advanceTimersByTimeAsync(999);
    expect(waiting.turn).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(waiting.turn).toEqual({ kind: 'busy' });
    expect(onTurnedAway.mock.calls).toEqual([[2]]);
  });

  it('lets a thousand wait, and sends the greediest network’s away from then on, not those of others', async () => {
    const gate = open();
    for (let i = 0; i < 2; i += 1) await gate.enter(from('203.0.113.1'));
    const flood = Array.from({ length: 1000 }, () => turnOf(gate.enter(from('203.0.113.1'))));
    await vi.advanceTimersByTimeAsync(0);
    expect(flood.every(({ turn }) => turn === undefined)).toBe(true);
    const other = turnOf(gate.enter(from('198.51.100.1')));
    const first = turnOf(gate.enter(from('203.0.113.1', { claimFirst: () => true })));
    await vi.advanceTimersByTimeAsync(0);
    expect(flood.filter(({ turn }) => turn?.kind === 'busy')).toHaveLength(2);
    expect([other.turn, first.turn]).toEqual([undefined, undefined]);
    await vi.advanceTimersByTimeAsync(1000);
  });

  it('asks for tokens only when somebody has to wait', async () => {
    const claimFirst = vi.fn(() => true);
    const gate = open({ maxInFlight: 1 });
    const end = await endOf(gate.enter(from('203.0.113.1', { claimFirst })));
    expect(claimFirst).not.toHaveBeenCalled();
    const others = [1, 2, 3].map((i) => turnOf(gate.enter(from(`198.51.100.${i}`))));
    const one = turnOf(gate.enter(from('203.0.113.1', { claimFirst })));
    expect(claimFirst).toHaveBeenCalledOnce();
    end();
    await vi.advanceTimersByTimeAsync(0);
    expect(one.turn).toMatchObject({ kind: 'now' });
    expect(others.map(({ turn }) => turn)).toEqual([undefined, undefined, undefined]);
    await vi.advanceTimersByTimeAsync(1000);
  });

  it('lets nobody wait for an API that is down, nor turn busy when it falls meanwhile', async () => {
    const onTurnedAway = vi.fn();
    const gate = open({ maxInFlight: 1, onTurnedAway });
    let isDown = false;
    const isApiDown = () => isDown;
    const end = await endOf(gate.enter(from('203.0.113.1')));
    const waiting = turnOf(gate.enter(from('203.0.113.2', { isApiDown })));
    isDown = true;
    expect(await gate.enter(from('203.0.113.3', { isApiDown }))).toEqual({ kind: 'api_down' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(waiting.turn).toEqual({ kind: 'api_down' });
    expect(onTurnedAway).not.toHaveBeenCalled();
    end();
    expect(await gate.enter(from('203.0.113.3', { isApiDown }))).toMatchObject({ kind: 'now' });
  });

  it('begins no more calls in a second than it may, and keeps nobody who is first waiting for its end', async () => {
    const gate = open({ maxInFlight: 1000, maxPerSecond: 100 });
    const begun: number[] = [];
    const started = performance.now();
    const enter = async (claimFirst: () => boolean) => {
      const turn = await gate.enter(from('203.0.113.1', { claimFirst }));
      if (turn.kind === 'now') begun.push(performance.now() - started);
      return turn;
    };
    for (let second = 0; second < 5; second += 1) {
      for (let i = 0; i < 400; i += 1) void enter(() => false);
      await vi.advanceTimersByTimeAsync(500);
      const asked = performance.now();
      const first = enter(() => true);
      await vi.advanceTimersByTimeAsync(20);
      expect(await first).toMatchObject({ kind: 'now' });
      expect(performance.now() - asked).toBeLessThanOrEqual(20);
      await vi.advanceTimersByTimeAsync(480);
    }
    for (const at of begun) expect(begun.filter((one) => one >= at && one < at + 1000).length).toBeLessThanOrEqual(100);
    expect(begun.length).toBeGreaterThan(450);
    await vi.advanceTimersByTimeAsync(1000);
  });
});

it.each([
  [10, 1],
  [100, 2],
  [1000, 20],
])('a pace of %i a second lets %i begin at once after a pause', (aSecond, atOnce) => {
  const pace = createPace(aSecond);
  let begun = 0;
  for (; pace.waitMs(0) === 0; begun += 1) pace.begin(0);
  expect(begun).toBe(atOnce);
});

describe.each([1, 3, 10, 100, 1000])('a pace of %i a second', (aSecond) => {
  it('is never exceeded in any second, and nearly reached', () => {
    const pace = createPace(aSecond);
    const begun: number[] = [];
    for (let now = 0; now < 20_000;) {
      const wait = pace.waitMs(now);
      if (wait > 0) now += Math.max(wait, 0.01);
      else {
        pace.begin(now);
        begun.push(now);
      }
      if (begun.length === 5 * aSecond) now += 3000;
    }
    let from = 0;
    begun.forEach((at, to) => {
      while ((begun[from] ?? at) <= at - 1000) from += 1;
      expect(to - from + 1).toBeLessThanOrEqual(aSecond);
    });
    expect(begun.length).toBeGreaterThanOrEqual(0.8 * 17 * aSecond);
  });
});
