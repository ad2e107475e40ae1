import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { warningKinds } from '../../src/contract/warn.js';
import { passResult } from './fakes/tencent.js';
import { prefix, sceneId, appId, elapse, useTestPage } from './fakes/test-page.js';
import { readDocument } from './docs/documents.js';
import { anchorOf } from './docs/markdown.js';

const page = useTestPage();
let warn: Mock;

const warnings = () => warn.mock.calls.map(([text]) => String(text));

beforeEach(async () => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  await page.reload();
});

const tencentPass = { v: 1, id: appId, vendor: 'tencent', ticket: 'tr03x*', randstr: '@Vki' } as const;
const aliyunPass = { v: 1, id: sceneId, vendor: 'aliyun', captchaVerifyParam: 'param' } as const;

describe('an option that nobody knows', () => {
  const form = () => document.body.appendChild(document.createElement('form'));
  const calls: [string, string, (extra: object) => unknown][] = [
    ['createCaptcha()', 'preload', (extra) => page.create(extra)],
    ['createCaptcha()', 'challengeTimeout', (extra) => page.create(extra)],
    ['createCaptcha(), retry,', 'limit', (extra) => page.create({ retry: { timeout: 5000, ...extra } })],
    ['tencent()', 'aidEncrypted', (extra) => page.tencentProvider(extra)],
    ['aliyun()', 'encryptedSceneId', (extra) => page.aliyunProvider(extra)],
    ['protectForm()', 'field', (extra) => page.library.protectForm(page.create(), form(), extra)()],
  ];

  it.each(calls)('is told of %s, with the name that it may be a slip for: %s', (call, option, run) => {
    const typed = option.slice(0, -1);
    run({ [typed]: undefined });
    expect(warnings()).toEqual([expect.stringContaining(`${call} has no option "${typed}", so it does nothing.`)]);
    expect(warnings()[0]).toContain(`Did you mean "${option}"?`);
  });

  it.each([
    ['moed', 'mode'],
    ['Element', 'element'],
    ['onoutcome', 'onOutcome'],
    ['onErorr', 'onError'],
    ['deadLine', 'deadline'],
  ])('%s may have been meant as %s', (typed, meant) => {
    page.create({ [typed]: undefined });
    expect(warnings()).toEqual([expect.stringContaining(`Did you mean "${meant}"?`)]);
  });

  it('that is near to nothing comes with the names that there are', () => {
    page.tencentProvider({ ['theme']: 'dark' } as object);
    expect(warnings()).toEqual([
      expect.stringContaining('It knows appId, region, aidEncrypted, scriptUrl, vendorOptions.'),
    ]);
  });

  it('is told once, however often the call is made, and another one again', () => {
    page.create({ ['moed']: 'embed' } as object).destroy();
    page.create({ ['moed']: 'popup' } as object).destroy();
    page.create({ ['elemant']: '#box' } as object).destroy();
    expect(warnings()).toHaveLength(2);
  });

  it('never tells its value, which may be a secret', () => {
    page.tencentProvider({ ['AppSecretKey']: 'sk-1234' } as object);
    expect(warnings()).toHaveLength(1);
    expect(warnings().join()).not.toContain('sk-1234');
  });

  it('is told outside a browser, too', () => {
    vi.stubGlobal('document', undefined);
    page.create({ ['moed']: 'embed' } as object);
    vi.unstubAllGlobals();
    expect(warnings()).toHaveLength(1);
  });
});

describe('toTencentResult', () => {
  it('warns when a challenge was passed at another vendor, since the callback will never be called', () => {
    const { toTencentResult } = page.library;
    expect(toTencentResult({ status: 'passed', proof: aliyunPass, expiresAt: 1 })).toBeUndefined();
    toTencentResult({ status: 'passed', proof: aliyunPass, expiresAt: 2 });
    expect(warnings()).toEqual([expect.stringMatching(/toTencentResult\(\).*aliyun.*outcome\.proof/)]);
  });

  it('does not warn of what the vendor would not call back for either', () => {
    const { toTencentResult, CaptchaError } = page.library;
    toTencentResult({ status: 'passed', proof: tencentPass, expiresAt: 1 });
    toTencentResult({ status: 'dismissed', proof: null, reason: 'timeout' });
    toTencentResult({ status: 'failed', proof: null, error: new CaptchaError('offline') });
    expect(warnings()).toEqual([]);
  });
});

describe('initAliyunCaptcha', () => {
  type InitPage = Window & { initAliyunCaptcha(options: object): unknown };
  const call = () => (window as unknown as InitPage).initAliyunCaptcha({ SceneId: 'own', region: 'cn', prefix });

  it('called by the page itself is warned of once, and does what it did', async () => {
    page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(warnings()).toEqual([]);
    expect(call()).toBeInstanceOf(Promise);
    call();
    expect(page.aliyun.inits).toHaveLength(3);
    expect(page.aliyun.last.options).toMatchObject({ SceneId: 'own' });
    expect(warnings()).toEqual([expect.stringMatching(/calls initAliyunCaptcha\(\) beside/)]);
  });

  it('called by captchas of ours, one after another, is no reason to warn', async () => {
    for (const scene of ['scene1', 'scene2']) {
      void page.create({ providers: page.aliyunProvider({ sceneId: scene }) }).verify();
      await elapse(500);
    }
    await page.reload();
    void page.create({ providers: page.aliyunProvider() }).verify();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(3);
    expect(warnings()).toEqual([]);
  });
});

it('right options are no reason to warn', () => {
  page.create({
    providers: [
      page.tencentProvider({ region: 'cn', vendorOptions: { anything: 1 } }),
      page.aliyunProvider({ architecture: 'v2', captchaVerifyCallback: () => ({ captchaResult: true }) }),
    ],
    mode: 'popup',
    deadline: 12000,
    challengeTimeout: 0,
    retry: { limit: 1, timeout: 4000 },
    recovery: 'none',
    nonce: 'abc',
    language: 'zh-CN',
    pageToken: () => 'token',
    onOutcome: () => {},
    onError: () => {},
    onEvent: () => {},
  });
  page.aliyunProvider({ sceneId, prefix, region: 'sgp', encryptedSceneId: 'e', scriptUrl: '/a.js' });
  expect(warnings()).toEqual([]);
});

describe('createCaptcha', () => {
  it('warns of a second popup captcha of the same providers, while the first lives', () => {
    const first = page.create();
    first.destroy();
    page.create();
    expect(warnings()).toEqual([]);
    page.create();
    expect(warnings()).toEqual([expect.stringMatching(/Two captchas .+ same providers/)]);
  });

  it('has nothing against captchas of other providers, nor against boxes of their own', () => {
    document.body.innerHTML = '<div id="a"></div><div id="b"></div>';
    page.create();
    page.create({ providers: page.aliyunProvider() });
    page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    for (const element of ['#a', '#b']) page.create({ mode: 'embed', element });
    expect(warnings()).toEqual([]);
  });

  it('warns of an element whose selector finds several', () => {
    document.body.innerHTML = '<div class="box"></div><div class="box"></div><p id="one"></p>';
    page.create({ mode: 'embed', element: '#one' });
    expect(warnings()).toEqual([]);
    page.create({ mode: 'embed', element: '.box' });
    expect(warnings()).toEqual([expect.stringMatching(/selector of element finds several/)]);
  });
});

it('protectForm warns of a proof that could not be sent', async () => {
  document.body.innerHTML = '<form><input name="user" value="ada"><button>Go</button></form>';
  const form = document.querySelector('form') as HTMLFormElement;
  form.addEventListener('submit', (event) => event.preventDefault());
  const end = page.library.protectForm(page.create(), 'form');
  form.requestSubmit();
  await elapse(300);
  (form.elements[0] as HTMLInputElement).required = true;
  (form.elements[0] as HTMLInputElement).value = '';
  page.tencent.last.answer(passResult);
  await elapse(1000);
  expect(warnings()).toEqual([expect.stringMatching(/was not sent after its check/)]);
  end();
});

it('each warning leads to a heading of docs/warnings.md, and each heading there is one', async () => {
  page.create({ ['moed']: 'embed' } as object);
  page.library.toTencentResult({ status: 'passed', proof: aliyunPass, expiresAt: 1 });
  page.create({ providers: page.aliyunProvider(), preload: 'eager' });
  await elapse(500);
  (window as unknown as { initAliyunCaptcha(options: object): unknown }).initAliyunCaptcha({});
  const form = document.body.appendChild(document.createElement('form'));
  vi.stubGlobal('HTMLFormElement', { prototype: { submit() {} } });
  const end = page.library.protectForm(page.create(), form);
  HTMLFormElement.prototype.submit.call(form);
  end();
  document.body.innerHTML = '<div class="box"></div><div class="box"></div>';
  page.create({ mode: 'embed', element: '.box' });
  // Of the copy that is there since the page was loaded anew.
  const { createProofs } = await import('../../src/forms/proofs.js');
  createProofs(page.create()).keep({ status: 'passed', proof: aliyunPass, expiresAt: 1 });
  const linked = warnings().map((text) => / See https:\/\/unpkg\.com\/captcha-failover\/docs\/(\S+)#(\S+)$/.exec(text));
  expect(linked.map((match) => match?.[1])).toEqual(warningKinds.map(() => 'warnings.md'));
  expect(linked.map((match) => match?.[2]).sort()).toEqual([...warningKinds].sort());
  const headings = readDocument('docs/warnings.md').sections.map(({ heading }) => anchorOf(heading));
  expect(headings.slice(1)).toEqual([...warningKinds]);
});
