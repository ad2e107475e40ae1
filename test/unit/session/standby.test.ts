import { expect, it } from 'vitest';
import { createLifetime } from '../../../src/page/lifetime.js';
import type { VendorProvider } from '../../../src/providers/provider.js';
import { createStandby } from '../../../src/session/standby.js';
import { elapse, useTestPage } from '../fakes/test-page.js';

const page = useTestPage();

function arrange() {
  const life = createLifetime();
  const standby = createStandby({ life, nonce: undefined, tell() {} });
  const providers = [page.tencentProvider(), page.aliyunProvider()] as [VendorProvider, VendorProvider];
  return { standby, providers, life };
}

it('is fetched once, however often it is asked for', async () => {
  const { standby, providers, life } = arrange();
  const [, aliyun] = providers;
  expect(standby.fetch(aliyun)).toBe(standby.fetch(aliyun));
  await elapse(0);
  expect(page.network.requests).toHaveLength(1);
  life.end();
});

it('is fetched for each provider that is asked for', async () => {
  const { standby, providers, life } = arrange();
  const [tencent, aliyun] = providers;
  expect(standby.fetch(aliyun)).not.toBe(standby.fetch(tencent));
  await elapse(0);
  expect(page.network.requests).toHaveLength(2);
  life.end();
});

it('is over when that provider has its turn, and no other', () => {
  const { standby, providers, life } = arrange();
  const [tencent, aliyun] = providers;
  const arrival = standby.fetch(aliyun);
  standby.turnBegan(tencent);
  expect(standby.fetch(aliyun)).toBe(arrival);
  standby.turnBegan(aliyun);
  expect(standby.fetch(aliyun)).not.toBe(arrival);
  life.end();
});

it('of nobody never comes', async () => {
  const { standby } = arrange();
  let hasCome = false;
  void standby.fetch(undefined).then(() => (hasCome = true));
  await elapse(60000);
  expect(hasCome).toBe(false);
});
