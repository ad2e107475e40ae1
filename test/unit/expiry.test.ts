import { describe, expect, it } from 'vitest';
import type { CaptchaEvent } from '../../src/index.js';
import { v2Param, v3Param } from './fakes/aliyun.js';
import { passResult } from './fakes/tencent.js';
import { elapse, elapseLong, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

function record() {
  const expired: CaptchaEvent[] = [];
  const onEvent = (event: CaptchaEvent) => {
    if (event.type === 'expired') expired.push(event);
  };
  return { expired, onEvent };
}

/** A captcha with its outcome, and how long its proof lasts. */
const kinds = [
  {
    kind: 'a Tencent pass',
    lifeMs: 300000,
    async run(onEvent: (event: CaptchaEvent) => void) {
      const captcha = page.create({ onEvent });
      const outcome = watch(captcha.verify());
      await elapse(100);
      page.tencent.last.answer(passResult);
      await elapse(10);
      return { captcha, outcome: expectStatus(outcome.value, 'passed') };
    },
  },
  {
    kind: 'an Aliyun V3 pass',
    lifeMs: 90000,
    async run(onEvent: (event: CaptchaEvent) => void) {
      const captcha = page.create({ onEvent, providers: page.aliyunProvider() });
      const outcome = watch(captcha.verify());
      await elapse(500);
      page.aliyun.last.call('success', v3Param);
      await elapse(10);
      return { captcha, outcome: expectStatus(outcome.value, 'passed') };
    },
  },
  {
    kind: 'a recovery ticket',
    lifeMs: 300000,
    async run(onEvent: (event: CaptchaEvent) => void) {
      page.network.answer('TJCaptcha', 'error');
      const captcha = page.create({ onEvent, retry: { limit: 0 } });
      const outcome = watch(captcha.verify());
      await elapse(100);
      return { captcha, outcome: expectStatus(outcome.value, 'unverified') };
    },
  },
];

describe.each(kinds)('$kind', ({ lifeMs, run }) => {
  it('says when it expires', async () => {
    const began = Date.now();
    const { outcome } = await run(() => {});
    expect(outcome.expiresAt).toBeGreaterThanOrEqual(began + lifeMs);
    expect(outcome.expiresAt).toBeLessThanOrEqual(Date.now() + lifeMs);
  });

  it('fires `expired` then, once', async () => {
    const { expired, onEvent } = record();
    await run(onEvent);
    await elapseLong(lifeMs - 1000);
    expect(expired).toHaveLength(0);
    await elapseLong(2000, 100);
    expect(expired).toHaveLength(1);
    await elapseLong(lifeMs);
    expect(expired).toHaveLength(1);
  });

  it('fires no `expired` when a newer session began', async () => {
    const { expired, onEvent } = record();
    const { captcha } = await run(onEvent);
    page.tencent.onShow = () => {};
    page.network.answer('TJCaptcha', 'hang');
    const newer = new AbortController();
    watch(captcha.verify({ signal: newer.signal }));
    await elapse(100);
    newer.abort();
    await elapseLong(lifeMs + 1000);
    expect(expired).toHaveLength(0);
  });

  it('fires no `expired` after destroy()', async () => {
    const { expired, onEvent } = record();
    const { captcha } = await run(onEvent);
    captcha.destroy();
    await elapseLong(lifeMs + 1000);
    expect(expired).toHaveLength(0);
  });
});

describe('an Aliyun V2 pass', () => {
  it('expires 20 minutes after its init, not after the pass', async () => {
    const { expired, onEvent } = record();
    const providers = page.aliyunProvider({
      architecture: 'v2',
      captchaVerifyCallback: () => ({ captchaResult: true }),
    } as never);
    const captcha = page.create({ providers, onEvent });
    const outcome = watch(captcha.verify());
    await elapse(500);
    const initAt = Date.now() - performance.now() + page.aliyun.last.at;
    await elapseLong(120000);
    page.aliyun.last.call('captchaVerifyCallback', v2Param);
    await elapse(100);
    const { expiresAt } = expectStatus(outcome.value, 'passed');
    expect(Math.abs(expiresAt - (initAt + 20 * 60000))).toBeLessThan(100);
    await elapseLong(20 * 60000 - 121700, 1000);
    expect(expired).toHaveLength(0);
    await elapseLong(3000, 100);
    expect(expired).toHaveLength(1);
  });
});

describe('an outcome without a proof', () => {
  it('never expires', async () => {
    const { expired, onEvent } = record();
    const captcha = page.create({ onEvent });
    const outcome = watch(captcha.verify());
    await elapse(100);
    page.tencent.last.answer({ ret: 2, ticket: null });
    await elapse(10);
    expectStatus(outcome.value, 'dismissed');
    await elapseLong(1300000, 5000);
    expect(expired).toHaveLength(0);
  });
});
