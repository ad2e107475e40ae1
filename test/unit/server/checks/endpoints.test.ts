// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createSiteCheck } from '../../../../src/server/checks/site-check.js';
import type { PeerImporter } from '../../../../src/server/checks/peers.js';
import type { Site } from '../../../../src/server/sites.js';
import { openGate } from './open-gate.js';

const tencent = { vendor: 'tencent', appId: '190000001', appSecretKey: 'a', secretId: 'b', secretKey: 'c' } as const;
const aliyun = { vendor: 'aliyun', sceneId: 'scene1', accessKeyId: 'a', accessKeySecret: 'b' } as const;
const aicaptcha = { vendor: 'aicaptcha', siteKey: 'k', secret: 's' } as const;
const options = { timeoutMs: 1000, allowTestMode: false, gate: openGate };

/** What the SDK's client is made with. */
async function clientOf(site: Site): Promise<unknown[]> {
  let made: unknown[] = [];
  function Client(...parts: unknown[]) {
    made = parts;
  }
  const sdk = { CommonClient: Client, default: Client, VerifyIntelligentCaptchaRequest: Client };
  const importer: PeerImporter = () => Promise.resolve(sdk);
  await createSiteCheck(site, { ...options, importer }).ready();
  return made;
}

describe('the API that is asked', () => {
  it.each([
    [undefined, 'captcha.tencentcloudapi.com'],
    ['cn', 'captcha.tencentcloudapi.com'],
    ['intl', 'captcha.intl.tencentcloudapi.com'],
  ] as const)("is that of Tencent's region %s", async (region, host) => {
    const [endpoint, , config] = await clientOf(region ? { ...tencent, region } : tencent);
    expect(endpoint).toBe(host);
    expect(config).toMatchObject({ profile: { httpProfile: { endpoint: host, protocol: 'https://' } } });
  });

  it.each([
    [undefined, 'captcha.cn-shanghai.aliyuncs.com'],
    ['cn', 'captcha.cn-shanghai.aliyuncs.com'],
    ['sgp', 'captcha.ap-southeast-1.aliyuncs.com'],
  ] as const)("is that of Aliyun's region %s", async (region, endpoint) => {
    const [config] = await clientOf(region ? { ...aliyun, region } : aliyun);
    expect(config).toMatchObject({ endpoint, protocol: 'https' });
  });

  it('is the one that the site names', async () => {
    const endpoint = 'https://captcha-vpc.cn-shanghai.aliyuncs.com';
    expect(await clientOf({ ...aliyun, endpoint })).toMatchObject([
      { endpoint: 'captcha-vpc.cn-shanghai.aliyuncs.com' },
    ]);
    const loopback = 'http://127.0.0.1:8080';
    expect(await clientOf({ ...aliyun, endpoint: loopback })).toMatchObject([
      { endpoint: '127.0.0.1:8080', protocol: 'http' },
    ]);
  });
});

describe('a site that cannot be asked is refused at once:', () => {
  it.each([
    ['no URL', 'captcha.tencentcloudapi.com', 'not a URL'],
    ['plain http on a network', 'http://captcha.tencentcloudapi.com', 'needs https'],
    ['a name that only looks like this machine', 'http://localhost.evil.example', 'needs https'],
    ['an address that only looks like this machine', 'http://127.0.0.1.evil.example', 'needs https'],
    ['a name that ends like this machine', 'http://evil-localhost', 'needs https'],
    ['another scheme', 'ftp://captcha.tencentcloudapi.com', 'needs https'],
    ['another scheme on this machine', 'ftp://127.0.0.1', 'needs https'],
    ['one with a password', 'https://user:secret@captcha.example', 'needs no user name or password'],
  ])('%s', (_title, endpoint, problem) => {
    for (const site of [tencent, aliyun, aicaptcha])
      expect(() => createSiteCheck({ ...site, endpoint }, options)).toThrow(problem);
  });

  it.each([
    'http://127.0.0.1:1',
    'http://127.10.20.30:1',
    'http://[::1]:1',
    'http://localhost:1',
    'http://captcha.localhost:1',
  ])('%s is this machine', (endpoint) => {
    expect(() => createSiteCheck({ ...tencent, endpoint }, options)).not.toThrow();
  });

  it.each(['', 'abc', '12a', '-5', '1e5', '99999999999999999999'])('appId "%s"', (appId) => {
    expect(() => createSiteCheck({ ...tencent, appId }, options)).toThrow(new TypeError('appId: digits only'));
  });
});
