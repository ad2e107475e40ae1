// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { exportsWith, importPeer, type PeerImporter } from '../../../../src/server/checks/peers.js';
import { createSiteCheck } from '../../../../src/server/checks/site-check.js';
import { anybody, openGate } from './open-gate.js';
import { aliyunSite, answerCode, input, site, stubbedCheck } from './stub-sdk.js';

const options = { timeoutMs: 1000, allowTestMode: false, gate: openGate };

const notInstalled = (code = 'ERR_MODULE_NOT_FOUND') =>
  Promise.reject(Object.assign(new Error('Cannot find package'), { code }));

describe('a package that is not installed', () => {
  it.each([
    [site, 'npm install tencentcloud-sdk-nodejs-common', 'ERR_MODULE_NOT_FOUND'],
    [aliyunSite, 'npm install @alicloud/captcha20230305', 'MODULE_NOT_FOUND'],
  ])('is named with the command that installs it', async (configured, command, code) => {
    const check = createSiteCheck(configured, { ...options, importer: () => notInstalled(code) });
    await expect(check.ready()).rejects.toThrow(new RegExp(`: ${command}$`));
    expect(await check.probe(new AbortController().signal)).toEqual({ answer: 'unknown', why: 'not_loaded' });
    const proof = { ...input, captchaVerifyParam: 'x', response: 'x' };
    expect(await check.check(proof, anybody)).toMatchObject({
      kind: 'misconfigured',
      detail: expect.stringContaining(command) as string,
    });
  });

  it('is named, and what the import said stands as the cause', async () => {
    const { ready } = createSiteCheck(site, { ...options, importer: () => notInstalled() });
    await expect(ready()).rejects.toMatchObject({
      message: expect.stringContaining('needs tencentcloud-sdk-nodejs-common:') as string,
      cause: { code: 'ERR_MODULE_NOT_FOUND' },
    });
  });

  it('may be installed while the server runs', async () => {
    let installed = false;
    const CommonClient = class {
      request() {
        return Promise.resolve({ CaptchaCode: 1 });
      }
    };
    const importer: PeerImporter = () => (installed ? Promise.resolve({ CommonClient }) : notInstalled());
    const { check, ready } = createSiteCheck(site, { ...options, importer });
    await expect(ready()).rejects.toThrow('npm install');
    installed = true;
    await ready();
    expect(await check(input, anybody)).toEqual({ kind: 'human' });
  });
});

describe('a package of no use', () => {
  it('is told apart from one that is missing', async () => {
    const broken: PeerImporter = () => Promise.reject(new SyntaxError('Unexpected token'));
    const { ready } = createSiteCheck(site, { ...options, importer: broken });
    await expect(ready()).rejects.toMatchObject({
      message: 'captcha-failover/server cannot load tencentcloud-sdk-nodejs-common',
      cause: { message: 'Unexpected token' },
    });
  });

  it.each([null, { default: null }, 'no package'])('may be %j', async (loaded) => {
    const importer: PeerImporter = () => Promise.resolve(loaded);
    await expect(createSiteCheck(site, { ...options, importer }).ready()).rejects.toThrow('it has no CommonClient');
  });

  it('leaves the ticket unjudged and says so, whatever it throws', async () => {
    function CommonClient() {
      AbortSignal.abort('no error').throwIfAborted();
    }
    const importer: PeerImporter = () => Promise.resolve({ CommonClient });
    expect(await createSiteCheck(site, { ...options, importer }).check(input, anybody)).toEqual({
      kind: 'misconfigured',
      detail: 'captcha-failover/server cannot use the package of this vendor',
    });
  });

  it.each([
    [site, 'tencentcloud-sdk-nodejs-common: it has no CommonClient'],
    [aliyunSite, '@alicloud/captcha20230305: it has no default'],
  ])('is named with what it lacks', async (configured, lack) => {
    const importer: PeerImporter = () => Promise.resolve({ default: {} });
    await expect(createSiteCheck(configured, { ...options, importer }).ready()).rejects.toThrow(lack);
  });
});

describe('packages', () => {
  it.each([
    ['tencentcloud-sdk-nodejs-common', 'CommonClient'],
    ['@alicloud/captcha20230305', 'VerifyIntelligentCaptchaRequest'],
  ] as const)('are imported by their names: %s has %s', async (name, member) => {
    expect(exportsWith(await importPeer(name), member, name)).toHaveProperty(member);
  });

  it('are loaded by the first call, once, and the client is made once', async () => {
    const loaded: string[] = [];
    const { check, configs } = stubbedCheck([answerCode(1)]);
    const importer: PeerImporter = (name) => {
      loaded.push(name);
      return importPeer(name);
    };
    const counted = createSiteCheck(site, { ...options, importer });
    expect(loaded).toEqual([]);
    await Promise.all([counted.ready(), counted.ready(), counted.ready()]);
    expect(loaded).toEqual(['tencentcloud-sdk-nodejs-common']);
    await Promise.all([check(input), check(input), check(input)]);
    expect(configs).toHaveLength(1);
  });
});

describe('the exports of a CommonJS package', () => {
  const Client = () => undefined;
  const named = { Request: Client };
  it.each([
    ['native ESM: exports as default, names beside it', { ...named, default: { ...named, default: Client } }],
    ['native ESM that found no names', { default: { ...named, default: Client } }],
    ['a bundler or require(): the exports themselves', { ...named, default: Client }],
    ['a function that bears them', Object.assign(() => undefined, named, { default: Client })],
  ])('are found in %s', (_title, loaded) => {
    expect(exportsWith(loaded, 'default', '@alicloud/captcha20230305')['default']).toBe(Client);
    expect(exportsWith(loaded, 'Request', '@alicloud/captcha20230305')['Request']).toBe(Client);
  });
});
