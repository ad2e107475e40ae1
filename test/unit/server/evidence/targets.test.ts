// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { referenceProbes, scriptProbes } from '../../../../src/server/evidence/script-addresses.js';
import { apiKey, watchPlans, type Probes } from '../../../../src/server/evidence/targets.js';
import type { AicaptchaSite, AliyunSite, Site } from '../../../../src/server/sites.js';
import { aliyunSite, intlSite, tencentSite } from './world.js';

const aicaptchaSite: AicaptchaSite = { vendor: 'aicaptcha', siteKey: 'key', secret: 'secret' };
const signal = new AbortController().signal;
const up = { answer: 'up', why: 'ok' } as const;
const answering: Probes = {
  api: () => Promise.resolve(up),
  http: () => Promise.resolve(up),
};

const plansOf = (sites: readonly Site[], probes: Partial<Probes> = {}, references: readonly string[] = []) =>
  watchPlans(sites, references, { ...answering, ...probes }, 4000);
const targetsOf = (...given: Parameters<typeof plansOf>) => plansOf(...given).flatMap(({ targets }) => targets);

const tencentEntry = 'https://turing.captcha.qcloud.com/TJCaptcha.js';
const aliyunEntry = 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js';

describe('the entry scripts of', () => {
  it.each<[string, Parameters<typeof scriptProbes>[0], string, string]>([
    ['Tencent', tencentSite, tencentEntry, 'TencentCaptcha'],
    ['Tencent abroad', intlSite, 'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js', 'TencentCaptcha'],
    ...(['cn', 'sgp'] as const).map((region): [string, AliyunSite, string, string] => [
      `Aliyun ${region}`,
      { ...aliyunSite, region },
      aliyunEntry,
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
    'https://user@captcha.example/x.js',
    '//captcha.example/x.js',
    '/x.js',
    '',
  ])('may not be %j, in either place', (address) => {
    const secondary = { entry: 'https://captcha.example/x.js', secondary: [address] };
    for (const scripts of [{ entry: address }, secondary]) {
      const probes = () => scriptProbes({ ...tencentSite, scripts });
      expect(probes).toThrow(TypeError);
      expect(probes).toThrow(/^scripts: (?:not a URL|needs https|needs no user name or password)/);
    }
  });

  it('are told in no error, since one may hold a password', () => {
    const scripts = { entry: 'https://user:password@captcha.example/' };
    expect(() => scriptProbes({ ...tencentSite, scripts })).not.toThrow(/password@/);
  });
});

describe('references', () => {
  const hrefs = (given: readonly string[] | undefined, ...sites: Site[]) =>
    referenceProbes(given, sites).map(({ url }) => url.href);

  it('are by default the scripts of the vendors that no site uses', () => {
    expect(hrefs(undefined, tencentSite)).toEqual([aliyunEntry]);
    expect(hrefs(undefined, aliyunSite)).toEqual([tencentEntry]);
    expect(hrefs(undefined, aicaptchaSite)).toEqual([tencentEntry, aliyunEntry]);
    expect(hrefs(undefined, tencentSite, aliyunSite)).toEqual([]);
  });

  it('are what the owner says', () => {
    const three = ['https://a.example/', 'https://b.example/', 'https://c.example/'];
    expect(hrefs(three, tencentSite)).toEqual(three);
    expect(hrefs([], tencentSite)).toEqual([]);
    expect(referenceProbes(three, []).map(({ isReference }) => isReference)).toEqual([true, true, true]);
    expect(() => hrefs([...three, 'https://d.example/'], tencentSite)).toThrow(/at most 3/);
    expect(() => hrefs([7] as unknown as string[], tencentSite)).toThrow(/^references: not a URL/);
  });
});

describe('targets', () => {
  it('are grouped by vendor and region', () => {
    const plans = plansOf([tencentSite, aliyunSite, aicaptchaSite, intlSite, { ...tencentSite, appId: '3' }]);
    expect(plans.map(({ vendor, region, targets }) => [vendor, region, targets.length])).toEqual([
      ['tencent', 'cn', 2],
      ['aliyun', 'cn', 2],
      ['aicaptcha', 'global', 1],
      ['tencent', 'intl', 2],
    ]);
  });

  it('are one for each endpoint and each script, and each reference beside; keys hold the whole address', () => {
    const scripts = { entry: 'https://a.example/entry.js', secondary: ['https://b.example/core.js'] };
    const endpoint = 'https://captcha.proxy.example:8443';
    const sites: Site[] = [
      { ...tencentSite, scripts },
      { ...tencentSite, appId: '2', scripts },
      { ...tencentSite, appId: '3', endpoint, scripts },
      { ...tencentSite, appId: '4', scripts: { entry: 'https://b.example/core.js?key=secret' } },
    ];
    const targets = targetsOf(sites, {}, ['https://status.example/']);
    expect(targets.map(({ kind, name, key, limitMs }) => [kind, name, key, limitMs])).toEqual([
      ['api', 'api', 'api', 4000],
      ['api', 'api captcha.proxy.example:8443', `api ${endpoint}`, 4000],
      ['script', 'script https://a.example/entry.js', 'script https://a.example/entry.js', 3000],
      ['script', 'script https://b.example/core.js', 'script https://b.example/core.js', 3000],
      ['script', 'script https://b.example/core.js', 'script https://b.example/core.js?key=secret', 3000],
      ['reference', 'reference https://status.example/', 'reference https://status.example/', 3000],
    ]);
    expect(sites.map(apiKey)).toEqual(['api', 'api', `api ${endpoint}`, 'api']);
  });

  it('test a script as an entry script when it is one for any site', async () => {
    const http = vi.fn<Probes['http']>(() => Promise.resolve(up));
    const entry = 'https://a.example/x.js';
    const other = { entry: 'https://a.example/y.js', secondary: [entry] };
    for (const order of [
      [{ entry }, other],
      [other, { entry }],
    ]) {
      http.mockClear();
      const sites = order.map((scripts) => ({ ...tencentSite, scripts }));
      for (const { kind, probe } of targetsOf(sites, { http })) if (kind === 'script') await probe(signal);
      expect(http.mock.calls.map(([{ mustContain }]) => mustContain)).toEqual(['TencentCaptcha', 'TencentCaptcha']);
    }
  });

  it('hand on to the next site when the keys of one are wrong', async () => {
    const asked: string[] = [];
    const api: Probes['api'] = (site, given) => {
      const id = site.vendor === 'tencent' ? site.appId : '';
      asked.push(id);
      expect(given).toBe(signal);
      return Promise.resolve(id === '1' ? { answer: 'unknown' as const, why: 'AuthFailure' } : up);
    };
    const [target] = targetsOf(
      [
        { ...tencentSite, appId: '1' },
        { ...tencentSite, appId: '2' },
      ],
      { api },
    );
    for (let round = 0; round < 3; round++) await target?.probe(signal);
    expect(asked).toEqual(['1', '2', '2']);
  });
});
