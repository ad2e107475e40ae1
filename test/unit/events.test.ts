import { describe, expect, it } from 'vitest';
import type { CaptchaEvent, CaptchaOptions } from '../../src/index.js';
import { v3Param } from './fakes/aliyun.js';
import { disasterResult, passResult } from './fakes/tencent.js';
import { appId, elapse, outcomeOf, sceneId, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

function record(options: Partial<CaptchaOptions> = {}) {
  const events: CaptchaEvent[] = [];
  const captcha = page.create({ ...options, onEvent: (event) => events.push(event) });
  const types = () => events.map(({ type, provider }) => `${provider?.vendor ?? '-'} ${type}`);
  return { captcha, events, types };
}

describe('the events', () => {
  it('of a Tencent pass tell its way from the script to the outcome', async () => {
    const { captcha, types } = record();
    const verifying = captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await outcomeOf(verifying);
    expect(types()).toEqual([
      'tencent attempt',
      'tencent loaded',
      'tencent ready',
      'tencent shown',
      'tencent hidden',
      'tencent outcome',
    ]);
  });

  it('of an Aliyun pass tell the same', async () => {
    const { captcha, types } = record({ providers: page.aliyunProvider() });
    const verifying = captcha.verify();
    await elapse(500);
    page.aliyun.last.call('success', v3Param);
    await outcomeOf(verifying);
    expect(types()).toEqual([
      'aliyun attempt',
      'aliyun loaded',
      'aliyun ready',
      'aliyun shown',
      'aliyun hidden',
      'aliyun outcome',
    ]);
  });

  it('of a failover tell each provider’s part, and who failed why', async () => {
    page.network.answer('TJCaptcha', 'error', 'empty');
    const { captcha, events, types } = record({
      providers: [page.tencentProvider(), page.aliyunProvider()],
      retry: { limit: 1 },
    });
    const verifying = captcha.verify();
    await elapse(1500);
    page.aliyun.last.call('success', v3Param);
    await outcomeOf(verifying);
    expect(types().slice(0, 6)).toEqual([
      'tencent attempt',
      'tencent attempt_failed',
      'tencent attempt',
      'tencent attempt_failed',
      'tencent provider_failed',
      'aliyun attempt',
    ]);
    const failures = events.flatMap((event) => (event.type === 'attempt_failed' ? [event] : []));
    expect(failures.map(({ error }) => error.code)).toEqual(['script_network', 'script_empty']);
    expect(failures[0]?.retryInMs).toBeGreaterThan(0);
    expect(failures[1]?.retryInMs).toBeNull();
    const attempts = events.flatMap((event) => (event.type === 'attempt' ? [event] : []));
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 1]);
    for (const { url } of attempts) expect(() => new URL(url)).not.toThrow();
  });

  it('end with exactly one outcome, the one that verify() gives', async () => {
    const { captcha, events } = record({ recovery: 'none' });
    page.tencent.onShow = (instance) => instance.answer(disasterResult(1006));
    const outcome = await outcomeOf(captcha.verify());
    await elapse(60000);
    const outcomes = events.flatMap((event) => (event.type === 'outcome' ? [event.outcome] : []));
    expect(outcomes).toEqual([outcome]);
    expect(outcomes[0]).toBe(outcome);
  });

  it('have a time that never goes back, and a provider that is vendor and id only', async () => {
    page.network.answer('TJCaptcha', 'error');
    const { captcha, events } = record({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    const verifying = captcha.verify();
    await elapse(3000);
    page.aliyun.last.call('success', v3Param);
    await outcomeOf(verifying);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const { provider } of events) {
      expect([{ vendor: 'tencent', id: appId }, { vendor: 'aliyun', id: sceneId }, null]).toContainEqual(provider);
    }
  });

  it('of a late callback say that it came too late', async () => {
    const { captcha, events } = record();
    const verifying = captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await outcomeOf(verifying);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(events.at(-1)).toMatchObject({ type: 'late', what: 'callback', provider: { vendor: 'tencent' } });
  });

  it('tell the outcome of what destroy() ends, and stop there', async () => {
    const { captcha, events } = record();
    void captcha.verify();
    await elapse(100);
    captcha.destroy();
    expect(events.slice(-2)).toMatchObject([{ type: 'hidden' }, { type: 'outcome', outcome: { reason: 'destroyed' } }]);
  });

  it('stop at destroy()', async () => {
    const { captcha, events } = record();
    void captcha.verify();
    await elapse(100);
    captcha.destroy();
    const told = events.length;
    page.tencent.last.answer(passResult);
    await elapse(60000);
    expect(events.slice(told)).toEqual([]);
  });
});
