import { describe, expect, it } from 'vitest';
import type { CaptchaEvent, CaptchaOptions } from '../../src/index.js';
import { disasterResult, passResult } from './fakes/tencent.js';
import { elapse, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

function record(options: Partial<CaptchaOptions> = {}) {
  const captcha = page.create(options);
  const statuses: string[] = [captcha.status];
  captcha.subscribe((status) => statuses.push(status));
  return { captcha, statuses };
}

describe('the status', () => {
  it('goes from idle by starting and challenging to ready, where a challenge was shown', async () => {
    const { captcha, statuses } = record();
    const verifying = captcha.verify();
    await elapse(100);
    expect(captcha.status).toBe('challenging');
    page.tencent.last.answer(passResult);
    await outcomeOf(verifying);
    expect(statuses).toEqual(['idle', 'starting', 'challenging', 'ready']);
  });

  it('goes by preloading to ready, and from there through a session', async () => {
    const { captcha, statuses } = record();
    await Promise.all([captcha.preload(), elapse(100)]);
    const verifying = captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await outcomeOf(verifying);
    expect(statuses).toEqual(['idle', 'preloading', 'ready', 'starting', 'challenging', 'ready']);
  });

  it('goes back to idle where no script could be had', async () => {
    page.network.answer('aptcha', 'error');
    const { captcha, statuses } = record({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    await outcomeOf(captcha.verify());
    expect(statuses).toEqual(['idle', 'starting', 'idle']);
  });

  it('skips challenging where nothing was shown', async () => {
    page.tencent.onShow = (instance) => instance.answer(passResult);
    const { captcha, statuses } = record();
    await outcomeOf(captcha.verify());
    expect(statuses).toEqual(['idle', 'starting', 'ready']);
  });

  it.each(['destroy', 'abort'] as const)('tells of no challenge when its listener ends it there: %s', async (how) => {
    const events: string[] = [];
    const aborting = new AbortController();
    const captcha = page.create({ onEvent: ({ type }) => events.push(type) });
    captcha.subscribe((status) => {
      if (status !== 'challenging') return;
      events.push('ended');
      if (how === 'destroy') captcha.destroy();
      else aborting.abort();
    });
    watch(captcha.verify({ signal: aborting.signal }));
    await elapse(100);
    expect(events).toContain('ended');
    expect(events).not.toContain('shown');
  });

  it('goes back to starting while the next provider starts', async () => {
    const { captcha, statuses } = record({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    void captcha.verify();
    await elapse(100);
    page.tencent.last.answer(disasterResult(1013));
    await elapse(500);
    expect(statuses).toEqual(['idle', 'starting', 'challenging', 'starting', 'challenging']);
  });

  it('goes back to starting also where the next provider’s script is there already', async () => {
    const { captcha, statuses } = record({
      providers: [page.tencentProvider(), page.tencentProvider({ appId: '199999862' })],
    });
    void captcha.verify();
    await elapse(100);
    page.tencent.onShow = () => {};
    page.tencent.last.answer(disasterResult(1013));
    await elapse(500);
    expect(page.tencent.instances).toHaveLength(2);
    expect(statuses).toEqual(['idle', 'starting', 'challenging', 'starting']);
  });

  it('stays challenging while a preload goes on trying another provider’s script', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const { captcha } = record({
      providers: [page.tencentProvider(), page.aliyunProvider()],
      retry: { timeout: 5000 },
      preload: 'eager',
    });
    void captcha.verify();
    await elapse(7000);
    expect(captcha.status).toBe('challenging');
    const attempts = page.network.to('TJCaptcha').length;
    await elapse(5000);
    expect(page.network.to('TJCaptcha').length).toBeGreaterThan(attempts);
    expect(captcha.status).toBe('challenging');
  });

  it('goes back to starting while a failed challenge is shown again', async () => {
    const { captcha, statuses } = record();
    void captcha.verify();
    await elapse(100);
    page.tencent.last.answer(disasterResult(1006));
    await elapse(100);
    expect(statuses).toEqual(['idle', 'starting', 'challenging', 'starting', 'challenging']);
  });

  it('tells with which failure it is shown again', async () => {
    const events: CaptchaEvent[] = [];
    void page.create({ onEvent: (event) => events.push(event) }).verify();
    await elapse(100);
    page.tencent.last.answer(disasterResult(1006));
    await elapse(100);
    const failed = events.filter(({ type }) => type === 'attempt_failed');
    expect(failed).toMatchObject([{ error: { code: 'vendor_failed', vendorCode: '1006' }, retryInMs: 0 }]);
  });

  it.each([
    ['is shown again', 1006],
    ['has failed', 1011],
  ])('that its listener answers by leaving is the last that is told, when a challenge %s', async (_, code) => {
    const types: string[] = [];
    const leaving = new AbortController();
    const captcha = page.create({ onEvent: ({ type }) => types.push(type) });
    let starts = 0;
    captcha.subscribe((status) => {
      if (status === 'starting' && ++starts === 2) leaving.abort();
    });
    const outcome = watch(captcha.verify({ signal: leaving.signal }));
    await elapse(100);
    page.tencent.last.answer(disasterResult(code));
    await elapse(100);
    expect(outcome.state).toBe('rejected');
    expect(types.at(-1)).toBe('hidden');
    expect(page.tencent.last.shows).toBe(1);
  });

  it('is starting as soon as verify() has begun', async () => {
    const { captcha } = record();
    void captcha.verify();
    await elapse(0);
    expect(captcha.status).toBe('starting');
  });

  it.each([0, 5, 100])('is destroyed after destroy() (%i ms after verify()), and stays so', async (ms) => {
    const { captcha, statuses } = record();
    const outcome = watch(captcha.verify());
    await elapse(ms);
    captcha.destroy();
    await elapse(20000);
    expect(outcome.state).toBe('resolved');
    expect(captcha.status).toBe('destroyed');
    expect(statuses.filter((status) => status === 'destroyed')).toHaveLength(1);
    expect(statuses.at(-1)).toBe('destroyed');
  });
});

describe('a subscriber', () => {
  it('is called at changes only, with the status that is current then', async () => {
    const captcha = page.create();
    const pairs: [string, string][] = [];
    captcha.subscribe((status) => pairs.push([status, captcha.status]));
    expect(pairs).toEqual([]);
    void captcha.verify();
    await elapse(100);
    for (const [told, current] of pairs) expect(told).toBe(current);
    expect(new Set(pairs.map(([told]) => told)).size).toBe(pairs.length);
  });

  it('that has left is not called any more', async () => {
    const captcha = page.create();
    const calls: string[] = [];
    const leave = captcha.subscribe((status) => calls.push(status));
    void captcha.verify();
    await elapse(0);
    leave();
    leave();
    await elapse(100);
    expect(calls).toEqual(['starting']);
  });

  it('may leave in its own call', async () => {
    const captcha = page.create();
    const calls: string[] = [];
    const leave = captcha.subscribe((status) => {
      calls.push(status);
      leave();
    });
    captcha.subscribe((status) => calls.push(`other ${status}`));
    void captcha.verify();
    await elapse(100);
    expect(calls).toEqual(['starting', 'other starting', 'other challenging']);
  });

  it('of two with the same function leaves alone the other', async () => {
    const captcha = page.create();
    const calls: string[] = [];
    const listener = (status: string) => calls.push(status);
    captcha.subscribe(listener);
    const leave = captcha.subscribe(listener);
    leave();
    void captcha.verify();
    await elapse(0);
    expect(calls).toEqual(['starting']);
  });
});

describe('the methods', () => {
  it('work without their object', async () => {
    const { verify, subscribe, preload, destroy } = page.create();
    const statuses: string[] = [];
    subscribe((status) => statuses.push(status));
    void preload();
    const verifying = verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expect((await outcomeOf(verifying)).status).toBe('passed');
    destroy();
    expect(statuses.at(-1)).toBe('destroyed');
  });

  it('work through a proxy, as a framework’s reactivity makes it', async () => {
    const captcha = new Proxy(page.create(), {});
    const verifying = captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expect((await outcomeOf(verifying)).status).toBe('passed');
    expect(captcha.status).toBe('ready');
  });
});
