// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { canariesOf, evidenceTargets, type Probes } from '../../../../src/server/evidence/canaries.js';
import { scriptProbes } from '../../../../src/server/evidence/script-addresses.js';
import type { AicaptchaSite, AliyunSite, Site } from '../../../../src/server/sites.js';
import { tencentSite } from './world.js';

const aliyunSite: AliyunSite = { vendor: 'aliyun', sceneId: 'scene', accessKeyId: 'id', accessKeySecret: 'secret' };
const aicaptchaSite: AicaptchaSite = { vendor: 'aicaptcha', siteKey: 'key', secret: 'secret' };
const signal = new AbortController().signal;
const up = { answer: 'up', why: 'ok' } as const;

function canaries(sites: readonly Site[], probes: Partial<Probes> = {}) {
  const { api = () => Promise.resolve(up), script = () => Promise.resolve(up) } = probes;
  return evidenceTargets(sites).flatMap((target) => canariesOf(target, api, script));
}

describe('the entry scripts of', () => {
  it.each<[string, Parameters<typeof scriptProbes>[0], string, string]>([
    ['Tencent', tencentSite, 'https://turing.captcha.qcloud.com/TJCaptcha.js', 'TencentCaptcha'],
    [
      'Tencent abroad',
      { ...tencentSite, region: 'intl' },
      'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js',
      'TencentCaptcha',
    ],
    ...(['cn', 'sgp'] as const).map((region): [string, AliyunSite, string, string] => [
      `Aliyun ${region}`,
      { ...aliyunSite, region },
      'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js',
      'initAliyunCaptcha',
    ]),
  ])('%s are known', (_, site, href, mustContain) => {
    expect(scriptProbes(site).map((probe) => ({ ...probe, url: probe.url.href }))).toEqual([
      { url: href, mustContain },
    ]);
  });
});

describe('script addresses', () => {
  it.each([
    'https://captcha.example/x.js',
    'http://127.0.0.1:4173/x.js',
    'http://127.1/x.js',
    'http://127.10.20.30/x.js',
    'http://localhost/x.js',
    'http://[::1]:80/x.js',
  ])('may be %s', (entry) => {
    expect(() => scriptProbes({ ...tencentSite, scripts: { entry } })).not.toThrow();
  });

  it.each([
    'http://captcha.example/x.js',
    'http://127.0.0.1.example/x.js',
    'http://localhost.example/x.js',
    'http://10.0.0.1/x.js',
    'ftp://captcha.example/x.js',
    'ftp://127.0.0.1/x.js',
    'file:///etc/passwd',
    'data:text/javascript,1',
    'https://user:password@captcha.example/x.js',
    '//captcha.example/x.js',
    '/x.js',
    '',
  ])('may not be %j, in either place', (address) => {
    const secondary = { entry: 'https://captcha.example/x.js', secondary: [address] };
    for (const scripts of [{ entry: address }, secondary]) {
      const probes = () => scriptProbes({ ...tencentSite, scripts });
      expect(probes).toThrow(TypeError);
      expect(probes).toThrow(/^scripts: .* https URL/);
    }
  });

  it('are told in no error, since one may hold a password', () => {
    const scripts = { entry: 'https://user:password@captcha.example/' };
    expect(() => scriptProbes({ ...tencentSite, scripts })).not.toThrow(/password@/);
  });
});

describe('canaries', () => {
  it('are grouped by vendor and region', () => {
    const intl = { ...tencentSite, region: 'intl' as const };
    const sites: Site[] = [tencentSite, aliyunSite, aicaptchaSite, intl, { ...tencentSite, appId: '3' }];
    expect(evidenceTargets(sites).map(({ vendor, region, sites: of }) => [vendor, region, of.length])).toEqual([
      ['tencent', 'cn', 2],
      ['aliyun', 'cn', 1],
      ['aicaptcha', 'global', 1],
      ['tencent', 'intl', 1],
    ]);
  });

  it('are one for each endpoint and each script', () => {
    const scripts = { entry: 'https://a.example/entry.js', secondary: ['https://b.example/core.js'] };
    const sites: Site[] = [
      { ...tencentSite, scripts },
      { ...tencentSite, appId: '2', scripts },
      { ...tencentSite, appId: '3', endpoint: 'https://user:password@proxy.example:8443/tencent', scripts },
      { ...tencentSite, appId: '4', scripts: { entry: 'https://b.example/core.js?key=secret' } },
      { ...tencentSite, appId: '5', scripts: { entry: 'https://b.example/core.js?key=other' } },
    ];
    expect(canaries(sites).map(({ name }) => name)).toEqual([
      'api',
      'api proxy.example:8443',
      'script https://a.example/entry.js',
      'script https://b.example/core.js',
      'script https://b.example/core.js #2',
      'script https://b.example/core.js #3',
    ]);
  });

  it('ask the API alone of AICaptcha', () => {
    expect(canaries([aicaptchaSite]).map(({ name }) => name)).toEqual(['api']);
  });

  it('test a script as an entry script when it is one for any site', async () => {
    const tested: (string | undefined)[] = [];
    const script: Probes['script'] = ({ mustContain }) => {
      tested.push(mustContain);
      return Promise.resolve(up);
    };
    const entry = 'https://a.example/x.js';
    const other = { entry: 'https://a.example/y.js', secondary: [entry] };
    const sites = [
      { ...tencentSite, scripts: { entry } },
      { ...tencentSite, scripts: other },
    ];
    for (const { name, probe } of canaries(sites, { script })) if (name.startsWith('script')) await probe(signal);
    expect(tested).toEqual(['TencentCaptcha', 'TencentCaptcha']);
  });

  it('hand on to the next site when the keys of one are wrong', async () => {
    const asked: string[] = [];
    const api = (site: Site) => {
      const id = site.vendor === 'tencent' ? site.appId : '';
      asked.push(id);
      return Promise.resolve(id === '1' ? { answer: 'unknown' as const, why: 'AuthFailure' } : up);
    };
    const [canary] = canaries(
      [
        { ...tencentSite, appId: '1' },
        { ...tencentSite, appId: '2' },
      ],
      { api },
    );
    for (let round = 0; round < 3; round++) await canary?.probe(signal);
    expect(asked).toEqual(['1', '2', '2']);
  });
});
