import { expect, it } from 'vitest';
import { appId, prefix, sceneId, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

it('a provider says whose it is and for which site, and cannot be changed', () => {
  const { tencent, aliyun } = page.library;
  for (const [provider, told] of [
    [tencent({ appId }), { vendor: 'tencent', id: appId }],
    [aliyun({ sceneId, prefix }), { vendor: 'aliyun', id: sceneId }],
  ] as const) {
    expect(provider).toMatchObject(told);
    expect(Object.isFrozen(provider)).toBe(true);
  }
});
