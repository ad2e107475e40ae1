// @vitest-environment node
import { expect, it, onTestFinished } from 'vitest';
import { mintAliyunParam } from 'captcha-failover-simulator';
import { assembleVerifier } from '../../../../src/server/verifier.js';
import { REMOTE_IP, SCENE_ID, simulated } from './simulated-sites.js';

const { site } = simulated();

it.each([
  [{}, { accepted: false, reason: 'test_mode' }],
  [{ allowTestMode: true }, { accepted: true, assurance: 'human' }],
])('a param of the test mode, with %j, gives %j', async (options, expected) => {
  const keys = [{ kid: 'k1', secret: 'a secret of thirty-two bytes, or more' }];
  const http = () => Promise.resolve({ answer: 'up', why: 'ok' } as const);
  const verifier = assembleVerifier({ sites: [site('aliyun')], keys, timeoutMs: 10_000, ...options }, { http });
  onTestFinished(() => verifier.close());
  const captchaVerifyParam = mintAliyunParam({ sceneId: SCENE_ID, code: 'T005' });
  const proof = { v: 1, vendor: 'aliyun', id: SCENE_ID, captchaVerifyParam };
  expect(await verifier.verify(proof, { remoteIp: REMOTE_IP })).toMatchObject(expected);
});
