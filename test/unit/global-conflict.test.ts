import { describe, expect, it } from 'vitest';
import { elapse, expectStatus, outcomeOf, prefix, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

function box() {
  const element = document.createElement('div');
  document.body.append(element);
  return element;
}

async function expectConflict(options: Parameters<typeof page.create>[0]) {
  const before = page.network.requests.length;
  const { error, errorCode } = expectStatus(await outcomeOf(page.create(options).verify()), 'unverified');
  expect(error).toMatchObject({ code: 'global_conflict', category: 'page', next: 'fix_configuration' });
  expect(errorCode).toBe(1001);
  expect(page.network.requests).toHaveLength(before);
}

async function use(options: Parameters<typeof page.create>[0]) {
  const captcha = page.create(options);
  void captcha.verify();
  await elapse(200);
  expect(captcha.status).toBe('challenging');
  captcha.destroy();
}

describe('Aliyun on a page that has settled', () => {
  it.each([
    ['prefix', { prefix: 'other' }],
    ['region', { region: 'sgp' as const }],
  ])('on another %s is global_conflict, and nothing is loaded', async (_, other) => {
    await use({ providers: page.aliyunProvider() });
    await expectConflict({ providers: page.aliyunProvider(other) });
    expect(page.aliyun.inits).toHaveLength(1);
  });

  it('on the same prefix and region works, with another scene too', async () => {
    await use({ providers: page.aliyunProvider() });
    await use({ providers: page.aliyunProvider({ sceneId: 'scene2', region: 'cn' }) });
  });

  it.each([[{ prefix: 'other', region: 'cn' }], [{ prefix, region: 'sgp' }], [{ prefix: 'other' }]])(
    'by its own AliyunCaptchaConfig %j is global_conflict',
    async (AliyunCaptchaConfig) => {
      Object.assign(window, { AliyunCaptchaConfig });
      await expectConflict({ providers: page.aliyunProvider() });
      expect(window).toMatchObject({ AliyunCaptchaConfig });
    },
  );

  it.each([[{ prefix, region: 'cn' }], [{ prefix }]])(
    'by an AliyunCaptchaConfig %j that says the same works',
    async (AliyunCaptchaConfig) => {
      Object.assign(window, { AliyunCaptchaConfig });
      await use({ providers: page.aliyunProvider() });
    },
  );
});

describe('Tencent on a page that has settled', () => {
  it('on the mainland site is global_conflict for the international one', async () => {
    await use({});
    await expectConflict({ providers: page.tencentProvider({ region: 'intl' }), element: box() });
  });

  it('on the international site is global_conflict for the mainland one', async () => {
    await use({ providers: page.tencentProvider({ region: 'intl' }), element: box() });
    await expectConflict({});
  });

  it('by its own international script is global_conflict for the mainland one', async () => {
    page.tencent.install('intl');
    await expectConflict({});
  });

  it('by its own mainland script is global_conflict for the international one', async () => {
    page.tencent.install('cn');
    await expectConflict({ providers: page.tencentProvider({ region: 'intl' }), element: box() });
  });

  it('by its own international script works for the international one', async () => {
    page.tencent.install('intl');
    await use({ providers: page.tencentProvider({ region: 'intl' }), element: box() });
    expect(page.network.requests).toHaveLength(0);
  });

  it('on the same site works with another appId', async () => {
    await use({});
    await use({ providers: page.tencentProvider({ appId: '200000000' }) });
  });

  it('on one site fails over from the other to another vendor', async () => {
    page.tencent.install('intl');
    const captcha = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    void captcha.verify();
    await elapse(500);
    expect(captcha.status).toBe('challenging');
    expect(page.aliyun.inits).toHaveLength(1);
  });
});

it('One captcha cannot fail over from one Tencent site to the other', async () => {
  page.network.answer('TJCaptcha', 'error');
  const providers = [page.tencentProvider(), page.tencentProvider({ region: 'intl' })];
  const outcome = await outcomeOf(page.create({ providers, element: box(), retry: { limit: 0 } }).verify());
  const { failures } = expectStatus(outcome, 'unverified').proof;
  expect(failures.map(({ code }) => code)).toEqual(['script_network', 'global_conflict']);
});
