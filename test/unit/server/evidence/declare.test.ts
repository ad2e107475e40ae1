// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import {
  declarationTtl,
  isInForce,
  newDeclaration,
  parseDeclaration,
  type Declaration,
  type DeclareDetails,
  type DeclarationMode,
} from '../../../../src/server/evidence/declaration.js';
import { advance, createWorld, refused, stateOf, tencentSite, untilState, up } from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

const hour = 3_600_000;
const reason = 'Status page is red';

describe('a declaration is refused, and told why,', () => {
  it.each<[string, string, DeclareDetails, string]>([
    ['with an unknown mode', 'open', { reason, until: 1 }, "the mode is 'outage', 'healthy' or 'automatic'"],
    ['without a reason', 'outage', { reason: '' }, 'reason is one line of 1 to 200 characters'],
    ['with a reason of two lines', 'outage', { reason: 'a\nb' }, 'reason is one line'],
    ['with a long reason', 'outage', { reason: 'x'.repeat(201) }, 'reason is one line'],
    ['with a reason that is no text', 'outage', { reason: 7 as unknown as string }, 'reason is one line'],
    ['with an end of what has none', 'automatic', { reason, until: hour }, "'automatic' has no until"],
    ['without an end', 'healthy', { reason }, 'until is a time in the future, at most 24 h'],
    ['with an end that is now', 'outage', { reason, until: 0 }, 'until is a time in the future, at most 24 h'],
    ['with an end after a day', 'healthy', { reason, until: 24 * hour + 1 }, 'until is a time in the future'],
    ['with an end that is no number', 'healthy', { reason, until: NaN }, 'until is a time in the future'],
  ])('%s', async (_, mode, { until, ...details }, message) => {
    const evidence = createWorld().start();
    await advance(10);
    const given = until === undefined ? details : { ...details, until: Date.now() + Number(until) };
    await expect(evidence.declare('tencent', mode as 'outage', given as never)).rejects.toThrow(`declare: ${message}`);
    expect(await evidence.state(tencentSite)).toMatchObject({ declared: false });
  });

  it('for a vendor without a site', async () => {
    const evidence = createWorld().start();
    await expect(evidence.declare('aliyun', 'healthy', { reason, until: Date.now() + 1 })).rejects.toThrow(
      new TypeError('declare: no site of aliyun is configured.'),
    );
  });
});

describe('a declared outage', () => {
  it('holds at once, may last a day, and gives grace when it is over', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    const at = Date.now();
    await evidence.declare('tencent', 'outage', { reason, until: new Date(at + 24 * hour) });
    expect(await evidence.state(tencentSite)).toEqual({
      state: 'outage',
      since: at,
      why: `declared: ${reason}`,
      declared: true,
      apiDown: false,
    });
    expect(world.incidents).toEqual([
      { kind: 'declared', vendor: 'tencent', mode: 'outage', reason, at, until: at + 24 * hour },
    ]);
    await advance(24 * hour - 1000);
    expect(await stateOf(evidence)).toBe('outage');
    await advance(1000);
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'healthy', declared: false });
    expect((await evidence.state(tencentSite)).graceUntil).toBe(at + 24 * hour + 60_000);
    await advance(60_000);
    expect(await evidence.state(tencentSite)).not.toHaveProperty('graceUntil');
  });

  it('that is prolonged began when it was declared first', async () => {
    const evidence = createWorld().start();
    await advance(10);
    const at = Date.now();
    await evidence.declare('tencent', 'outage', { reason, until: at + hour });
    await advance(hour / 2);
    await evidence.declare('tencent', 'outage', { reason: 'still', until: at + 2 * hour });
    await advance(hour);
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'outage', since: at, why: 'declared: still' });
  });

  it('that is declared again when it is over is a new one', async () => {
    const evidence = createWorld().start();
    await advance(10);
    await evidence.declare('tencent', 'outage', { reason, until: Date.now() + 1000 });
    await advance(2000);
    const again = Date.now();
    await evidence.declare('tencent', 'outage', { reason, until: again + hour });
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'outage', since: again });
  });

  it('that a person hands back to the canaries has ended then, with grace', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    await evidence.declare('tencent', 'outage', { reason, until: Date.now() + hour });
    await advance(1000);
    const at = Date.now();
    await evidence.declare('tencent', 'automatic', { reason: 'over' });
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'healthy', declared: false });
    expect((await evidence.state(tencentSite)).graceUntil).toBe(at + 60_000);
    expect(world.incidents.at(-1)).toEqual({
      kind: 'declared',
      vendor: 'tencent',
      mode: 'automatic',
      reason: 'over',
      at,
    });
  });

  it('that a person shuts gives no grace, not even when the canaries decide again', async () => {
    const evidence = createWorld().start();
    await advance(10);
    await evidence.declare('tencent', 'outage', { reason, until: Date.now() + hour });
    await evidence.declare('tencent', 'healthy', { reason, until: Date.now() + hour });
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'healthy', declared: true });
    expect(await evidence.state(tencentSite)).not.toHaveProperty('graceUntil');
    await evidence.declare('tencent', 'automatic', { reason });
    expect(await evidence.state(tencentSite)).not.toHaveProperty('graceUntil');
  });

  it('ends though the clock of this process is set back meanwhile', async () => {
    const evidence = createWorld().start();
    await advance(10);
    await evidence.declare('tencent', 'outage', { reason, until: Date.now() + hour });
    vi.setSystemTime(Date.now() - 10 * hour);
    await advance(hour + 1000);
    expect((await evidence.state(tencentSite)).state).toBe('healthy');
  });
});

describe('a vendor that is declared healthy', () => {
  it('is, whatever the canaries see, which decide again afterwards', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    await evidence.declare('tencent', 'healthy', { reason, until: Date.now() + 120_000 });
    await advance(119_000);
    expect(await stateOf(evidence)).toBe('healthy');
    await advance(1000);
    expect(await stateOf(evidence)).toBe('outage');
    world.vendor = { api: () => up, http: () => up };
    await untilState(evidence, 'healthy', 60_000);
  });
});

describe('a new declaration', () => {
  const now = 1_000_000_000;
  const outage: Declaration = { mode: 'outage', since: now - hour, until: now + 1, reason };
  const declared = (mode: DeclarationMode, before?: Declaration) =>
    newDeclaration(before, mode, { reason, forMs: hour, now });

  it.each<[string, DeclarationMode, Declaration | undefined, Partial<Declaration>]>([
    ['of an outage goes on with one that runs', 'outage', outage, { since: now - hour }],
    ['of an outage begins where one has just ended', 'outage', { ...outage, until: now }, { since: now }],
    ['of an outage begins where nothing was declared', 'outage', undefined, { since: now }],
    ['of health begins in an outage', 'healthy', outage, { since: now }],
    ['of neither ends an outage', 'automatic', outage, { since: now, endedAt: now }],
    ['of neither ends no health', 'automatic', { ...outage, mode: 'healthy' }, { since: now }],
  ])('%s', (_, mode, before, more) => {
    expect(declared(mode, before)).toEqual({ mode, until: now + hour, reason, ...more });
  });

  it('of neither is never in force, though the clock is set back', () => {
    expect(isInForce(declared('automatic'), now)).toBe(false);
    expect(isInForce(declared('healthy'), now + hour - 1)).toBe(true);
    expect(isInForce(declared('healthy'), now + hour)).toBe(false);
  });

  it('is kept for longer than the tokens that were issued in it are good', () => {
    expect(declarationTtl(hour)).toBe(2 * hour);
  });

  it('is read as it was stored, and is none in another shape', () => {
    const stored = declared('automatic', outage);
    expect(parseDeclaration(JSON.stringify(stored))).toEqual(stored);
    for (const name of Object.keys(stored))
      expect(parseDeclaration(JSON.stringify({ ...stored, [name]: [] }))).toBeUndefined();
  });
});
