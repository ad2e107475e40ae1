// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { createIncidentGate } from '../../../src/server/incident-gate.js';
import type { Incident } from '../../../src/server/incident.js';
import { callListener } from '../../../src/server/listener.js';

const incident: Incident = { kind: 'store_unavailable', vendor: 'tencent', detail: 'Error', at: 0 };

describe('onIncident', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new RangeError('with a secret');
      },
    ],
    ['rejects', () => Promise.reject(new RangeError('with a secret'))],
  ])('that %s becomes a process warning with the name only', async (_, onIncident) => {
    const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    expect(() => {
      callListener('onIncident', onIncident, incident);
    }).not.toThrow();
    await vi.waitFor(() => {
      expect(warnings).toHaveBeenCalledOnce();
    });
    const type = 'CaptchaFailoverWarning';
    expect(warnings).toHaveBeenCalledWith('onIncident failed: RangeError', { type });
  });

  it('may be missing, and then nothing is said', async () => {
    const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    callListener('onIncident', undefined, incident);
    await new Promise(setImmediate);
    expect(warnings).not.toHaveBeenCalled();
  });
});

describe('the gate', () => {
  const noon = 1_795_264_000_000;
  const region = 'cn';
  const faults: [string, Incident, Incident, number][] = [
    [
      'a canary of each region',
      { kind: 'canary_fault', vendor: 'tencent', region, canary: 'api', detail: 'x', at: noon },
      { kind: 'canary_fault', vendor: 'tencent', region: 'intl', canary: 'api', detail: 'x', at: noon },
      3_600_000,
    ],
    [
      'the budget of each action',
      { kind: 'budget_far_off', action: 'login', recoveryPerMinute: 1, humansPerMinute: 9, at: noon },
      { kind: 'budget_far_off', action: 'pay', recoveryPerMinute: 1, humansPerMinute: 9, at: noon },
      24 * 3_600_000,
    ],
    [
      'each fault of the store',
      { kind: 'store_fault', detail: 'a', at: noon },
      { kind: 'store_fault', detail: 'b', at: noon },
      3_600_000,
    ],
  ];
  it.each(faults)(
    'tells of %s on its own, and again after its time, whichever way the clock goes',
    (_, one, other, ms) => {
      const told: Incident[] = [];
      const report = createIncidentGate((incident) => told.push(incident));
      const [soon, later, before] = [ms - 1, ms, -ms].map((after) => ({ ...one, at: noon + after }));
      for (const each of [one, other, soon, later, before]) if (each) report(each);
      expect(told).toEqual([one, other, later, before]);
    },
  );

  it('tells of a fault once, whatever its detail is', () => {
    const told: Incident[] = [];
    const report = createIncidentGate((one) => told.push(one));
    for (const detail of ['Error', 'RangeError']) report({ ...incident, detail, at: noon });
    expect(told).toHaveLength(1);
  });

  it('says whose listener failed', async () => {
    const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    createIncidentGate(() => Promise.reject(new RangeError('with a secret')))(incident);
    await vi.waitFor(() => expect(warnings).toHaveBeenCalledOnce());
    expect(warnings.mock.calls[0]?.[0]).toBe('onIncident failed: RangeError');
  });

  it('tells a standing fault once a while, each on its own, and every change of a state', () => {
    const told: string[] = [];
    const report = createIncidentGate((one) =>
      told.push(`${one.kind} ${'canary' in one ? one.canary : 'vendor' in one ? one.vendor : ''} ${one.at}`),
    );
    const neverUp = (canary: string, at: number): Incident => ({
      kind: 'canary_never_up',
      vendor: 'tencent',
      region: 'cn',
      canary,
      why: 'x',
      at,
    });
    const moved = (at: number): Incident => ({
      kind: 'state_changed',
      vendor: 'tencent',
      region: 'cn',
      from: 'healthy',
      to: 'suspected',
      why: 'x',
      at,
    });
    [incident, { ...incident, at: 59_999 }, { ...incident, at: 60_000 }].forEach(report);
    report({ ...incident, vendor: 'aliyun', at: 1 });
    [neverUp('api', 0), neverUp('script', 0), neverUp('api', 3_599_999), neverUp('api', 3_600_000)].forEach(report);
    [moved(0), moved(0)].forEach(report);
    expect(told).toEqual([
      'store_unavailable tencent 0',
      'store_unavailable tencent 60000',
      'store_unavailable aliyun 1',
      'canary_never_up api 0',
      'canary_never_up script 0',
      'canary_never_up api 3600000',
      'state_changed tencent 0',
      'state_changed tencent 0',
    ]);
  });
});
