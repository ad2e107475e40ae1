import { describe, expect, it, vi } from 'vitest';
import { orderProviders, rememberFailure } from '../../src/session/provider-order.js';
import { v3Param } from './fakes/aliyun.js';
import { answerMs } from './fakes/script-network.js';
import { disasterResult } from './fakes/tencent.js';
import {
  appId,
  elapse,
  elapseLong,
  expectStatus,
  outcomeOf,
  startedAt,
  useTestPage,
  watch,
} from './fakes/test-page.js';

const page = useTestPage();
const both = () => ({ providers: [page.tencentProvider(), page.aliyunProvider()], retry: { limit: 0 } });

/** Tencent fails, Aliyun passes. */
async function tencentFails() {
  page.network.answer('TJCaptcha', 'error');
  const verifying = page.create(both()).verify();
  await elapse(500);
  page.aliyun.last.call('success', v3Param);
  expectStatus(await outcomeOf(verifying), 'passed');
}

/** The vendor that is tried first now. */
async function firstTried() {
  const tried: (string | undefined)[] = [];
  const captcha = page.create({
    ...both(),
    onEvent: ({ type, provider }) => type === 'attempt' && tried.push(provider?.vendor),
  });
  const before = { tencent: page.tencent.instances.length, aliyun: page.aliyun.inits.length };
  void captcha.verify();
  await elapse(500);
  captcha.destroy();
  return tried[0] ?? (page.aliyun.inits.length > before.aliyun ? 'aliyun' : 'tencent');
}

describe('the order of the providers', () => {
  it('is the configured one', async () => {
    expect(await firstTried()).toBe('tencent');
  });

  it('has one that failed in the last minute at the end', async () => {
    await tencentFails();
    expect(await firstTried()).toBe('aliyun');
    await elapseLong(50000);
    expect(await firstTried()).toBe('aliyun');
  });

  it('is the configured one again after a minute', async () => {
    await tencentFails();
    await elapseLong(61000);
    expect(await firstTried()).toBe('tencent');
  });

  it.each([
    [59999, 'aliyun'],
    [60000, 'tencent'],
  ])('begins %i ms after the failure with %s', async (ms, vendor) => {
    await tencentFails();
    vi.setSystemTime(startedAt + answerMs + ms);
    expect(await firstTried()).toBe(vendor);
  });

  it('is the configured one where all have failed', async () => {
    page.network.answer('TJCaptcha', 'error');
    page.network.answer('AliyunCaptcha', 'error');
    expectStatus(await outcomeOf(page.create(both()).verify()), 'unverified');
    expect(await firstTried()).toBe('tencent');
  });

  it('remembers a failure across captchas of the page', async () => {
    await tencentFails();
    const other = page.create({ providers: [page.tencentProvider(), page.aliyunProvider({ sceneId: 'scene2' })] });
    const before = page.network.to('TJCaptcha').length;
    void other.verify();
    await elapse(200);
    expect(page.network.to('TJCaptcha')).toHaveLength(before);
    expect(page.aliyun.last.options['SceneId']).toBe('scene2');
  });

  it('remembers a failure by the site’s id: another appId has not failed', async () => {
    await tencentFails();
    const before = page.network.to('TJCaptcha').length;
    void page.create({ providers: [page.tencentProvider({ appId: '2' }), page.aliyunProvider()] }).verify();
    await elapse(50);
    expect(page.network.to('TJCaptcha')).toHaveLength(before + 1);
  });

  it('remembers a failure after the page is loaded anew', async () => {
    await tencentFails();
    await page.reload();
    expect(await firstTried()).toBe('aliyun');
  });

  it('remembers it under a name that tells the page whose it is', async () => {
    await tencentFails();
    expect(Object.keys(sessionStorage)).toEqual([expect.stringContaining('captcha-failover')]);
  });

  it('has one at the end whose challenge failed', async () => {
    page.tencent.onShow = (instance) => instance.answer(disasterResult(1006));
    const captcha = page.create(both());
    void captcha.verify();
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    captcha.destroy();
    void page.create(both()).verify();
    await elapse(500);
    expect(page.tencent.instances).toHaveLength(1);
    expect(page.tencent.last.shows).toBe(1);
  });

  it('remembers one that showed nothing', async () => {
    page.tencent.onShow = () => {};
    const { error } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error.code).toBe('not_shown');
    expect(sessionStorage.getItem('captcha-failover.failed')).toContain(`"tencent:${appId}"`);
  });

  it('takes no close, no supersession and no abort for a failure', async () => {
    const captcha = page.create(both());
    const closed = watch(captcha.verify());
    await elapse(100);
    page.tencent.last.answer({ ret: 2 });
    await elapse(10);
    expect(closed.value).toMatchObject({ reason: 'closed' });
    expect(await firstTried()).toBe('tencent');
  });

  it('leaves a sole provider alone: it is always tried', async () => {
    page.network.answer('TJCaptcha', 'error', 'ok');
    const captcha = page.create({ retry: { limit: 0 } });
    expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    void captcha.verify();
    await elapse(100);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('still tries the one at the end when the others fail', async () => {
    await tencentFails();
    page.aliyun.onInit = (init) => init.fail('Fail');
    page.network.answer('TJCaptcha', 'ok');
    const captcha = page.create(both());
    void captcha.verify();
    await elapse(500);
    expect(page.tencent.instances).toHaveLength(1);
    expect(captcha.status).toBe('challenging');
  });

  it('does not change whose ticket it is: the first configured provider’s', async () => {
    await tencentFails();
    page.aliyun.onInit = (init) => init.fail('Fail');
    const { proof, error } = expectStatus(await outcomeOf(page.create(both()).verify()), 'unverified');
    expect(proof).toMatchObject({ vendor: 'tencent', id: appId });
    expect(proof.ticket).toMatch(new RegExp(`^trerror_1001_${appId}_\\d{10}$`));
    expect(error.provider).toEqual({ vendor: 'tencent', id: appId });
    expect(proof.failures.map(({ vendor }) => vendor)).toEqual(['aliyun', 'tencent']);
  });
});

describe('a sessionStorage', () => {
  it.each([
    [
      'that the browser blocks',
      () =>
        vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        }),
    ],
    [
      'that is full',
      () =>
        vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
          throw new DOMException('', 'QuotaExceededError');
        }),
    ],
    ['that is not there', () => vi.stubGlobal('sessionStorage', undefined)],
    ['that is null', () => vi.stubGlobal('sessionStorage', null)],
  ])('%s is no fault: memory serves', async (_, block) => {
    block();
    await tencentFails();
    expect(await firstTried()).toBe('aliyun');
    expect(page.reportError).not.toHaveBeenCalled();
  });

  it.each(['{', 'null', '[]', '7', '"x"', '{"tencent:199999861":"x"}', '{"tencent:199999861":{}}'])(
    'in which somebody else wrote %s is no fault',
    async (text) => {
      await tencentFails();
      for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, text);
      await page.reload();
      expect(await firstTried()).toBe('tencent');
    },
  );
});

describe('a wall clock that was set back', () => {
  it('by an hour does not hold a failure against a provider for an hour', async () => {
    await tencentFails();
    vi.setSystemTime(Date.now() - 3600000);
    await elapseLong(61000);
    expect(await firstTried()).toBe('tencent');
  });
});

describe('the order while the first one’s preload is overdue', () => {
  it('begins with the first of another vendor, and has each once', () => {
    const [t1, t2, a1] = [
      page.tencentProvider({ appId: '1' }),
      page.tencentProvider({ appId: '2' }),
      page.aliyunProvider(),
    ];
    expect(orderProviders([t1, t2, a1], true)).toEqual([a1, t1, t2]);
  });

  it('stays as it is where the first one has failed, too', () => {
    const [tencent, aliyun] = [page.tencentProvider(), page.aliyunProvider()];
    rememberFailure(tencent);
    expect(orderProviders([tencent, aliyun], true)).toEqual([aliyun, tencent]);
  });
});
