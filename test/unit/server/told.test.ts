// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../src/server/store/memory-store.js';
import { minute, openSite, start } from './admission/open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

describe('onVerdict', () => {
  it('hears of every verdict, with what may be a label and nothing of the visitor', async () => {
    const site = await openSite();
    const remoteIp = '203.0.113.7';
    const passToken = await site.passToken({ remoteIp });
    await site.ask();
    await site.verifier.verify('hello', { action: 'login', remoteIp });
    await site.verifier.verify(
      { v: 1, vendor: 'tencent', id: '7', ticket: 't', randstr: 'r' },
      { action: 'no', remoteIp },
    );
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    const [pageToken] = await site.pages(1);
    await site.ask({ pageToken }, { remoteIp, passToken });
    const ms = expect.any(Number) as number;
    const login = { action: 'login', vendor: 'tencent', ms };
    expect(site.verdicts).toEqual([
      { ...login, accepted: true, assurance: 'human', reason: 'passed' },
      { ...login, accepted: false, reason: 'no_outage_seen' },
      { action: 'login', accepted: false, reason: 'malformed', ms },
      { vendor: 'tencent', accepted: false, reason: 'unknown_action', ms },
      { ...login, accepted: true, assurance: 'recovery', reason: 'vendor_outage', pool: 'returning' },
    ]);
  });

  it('that throws or rejects disturbs no verdict', async () => {
    const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    for (const onVerdict of [() => Promise.reject(new RangeError('x')), () => AbortSignal.abort().throwIfAborted()]) {
      const site = await openSite({ onVerdict });
      expect(await site.ask()).toMatchObject({ reason: 'no_outage_seen' });
    }
    expect(warnings).toHaveBeenCalledWith('onVerdict failed: RangeError', { type: 'CaptchaFailoverWarning' });
  });
});

describe('onIncident', () => {
  it.each([
    [10, 30, []],
    [60, 29, [{ kind: 'budget_far_off', action: 'login', recoveryPerMinute: 29, humansPerMinute: 60 }]],
    [1, 31, [{ kind: 'budget_far_off', action: 'login', recoveryPerMinute: 31, humansPerMinute: 1 }]],
    [1, 30, []],
    [60, 45, []],
  ])('hears when %i humans a minute and a budget of %i are far apart', async (aMinute, recoveryPerMinute, told) => {
    const site = await openSite({ login: { recoveryPerMinute } });
    for (let i = 0; i < 121; i += 1) {
      for (let k = 0; k < aMinute; k += 1) await site.passToken();
      await vi.advanceTimersByTimeAsync(minute);
    }
    const close = (humansPerMinute: number) => ({ humansPerMinute: expect.closeTo(humansPerMinute, -0.5) as number });
    expect(site.incidents).toMatchObject(told.map((one) => ({ ...one, ...close(one.humansPerMinute) })));
    expect(site.incidents).toHaveLength(told.length);
  });

  it('hears no word of a budget where recovery is off', async () => {
    const site = await openSite({ login: { recoveryPerMinute: 1, acceptRecovery: 'never' } });
    for (let i = 0; i < 61; i += 1) {
      for (let k = 0; k < 10; k += 1) await site.passToken();
      await vi.advanceTimersByTimeAsync(minute);
    }
    expect(site.incidents).toEqual([]);
  });

  it('hears of what should be mended about the store', async () => {
    const listeners: ((detail: string) => void)[] = [];
    const store = { ...memoryStore(), onFault: (listener: (detail: string) => void) => void listeners.push(listener) };
    const site = await openSite({ store });
    for (const tell of listeners) for (let i = 0; i < 3; i += 1) tell('it forgets');
    expect(site.incidents).toEqual([{ kind: 'store_fault', detail: 'it forgets', at: expect.any(Number) as number }]);
  });
});

it('ready(), state(), declare() and close() are the evidence’s', async () => {
  const { verifier, evidence } = await openSite();
  await verifier.ready();
  await verifier.declare('tencent', 'automatic', { reason: 'all is well' });
  await verifier.close();
  expect(await verifier.state()).toEqual([]);
  expect(evidence.ready).toHaveBeenCalledOnce();
  expect(evidence.declare).toHaveBeenCalledWith('tencent', 'automatic', { reason: 'all is well' });
  expect(evidence.close).toHaveBeenCalledOnce();
});
