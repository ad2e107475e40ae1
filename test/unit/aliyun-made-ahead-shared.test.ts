import { describe, expect, it, vi } from 'vitest';
import type { AliyunOptions, Captcha, CaptchaOptions } from '../../src/index.js';
import { v2Param, v3Param } from './fakes/aliyun.js';
import { libraryTimers } from './fakes/later.js';
import { elapse, elapseLong, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

const create = (aliyun: Partial<AliyunOptions> = {}, options: Partial<CaptchaOptions> = {}) =>
  page.create({ providers: page.aliyunProvider(aliyun), preload: 'eager', ...options });

/** `verify()` has a challenge, by so many inits of the page in all. */
async function passes(captcha: Captcha, inits: number): Promise<void> {
  const outcome = watch(captcha.verify());
  await elapse(500);
  expect(page.aliyun.inits).toHaveLength(inits);
  expect(page.aliyun.last.clicks).toBe(1);
  page.aliyun.last.call('success', v3Param);
  await elapse(100);
  expectStatus(outcome.value, 'passed');
}

describe('several captchas of a page', () => {
  it.each(['eager', 'idle'] as const)('make one Init ahead and one script, preload %s', async (preload) => {
    const captchas = [1, 2, 3].map(() => create({}, { preload }));
    await elapse(3000);
    expect(page.network.requests).toHaveLength(1);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(captchas.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
    await passes(captchas[1] as Captcha, 1);
  });

  it('make one Init ahead also one after the other', async () => {
    create();
    await elapse(500);
    const second = create();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    await passes(second, 1);
  });

  it('let one that made nothing ahead use it', async () => {
    create();
    await elapse(500);
    await passes(create({}, { preload: 'none' }), 1);
  });

  it('each have a challenge of their own when they are used in turn', async () => {
    const captchas = [1, 2, 3].map(() => create());
    await elapse(500);
    await passes(captchas[2] as Captcha, 1);
    await passes(captchas[0] as Captcha, 2);
    await passes(captchas[1] as Captcha, 3);
    expect(page.aliyun.inits.map(({ instance }) => instance.destroys)).toEqual([1, 1, 1]);
  });

  it('supersede one another: the newer one inits anew', async () => {
    const [first, second] = [create(), create()];
    await elapse(500);
    const older = watch(first.verify());
    await elapse(300);
    const newer = watch(second.verify());
    await elapse(500);
    expect(older.value).toMatchObject({ reason: 'superseded' });
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.inits[0]?.instance.destroys).toBe(1);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expectStatus(newer.value, 'passed');
  });

  it('keep what one of them had made when that one goes', async () => {
    const [first, second] = [create(), create()];
    await elapse(500);
    first.destroy();
    expect(page.aliyun.last.instance.destroys).toBe(0);
    await passes(second, 1);
    second.destroy();
    expect(document.body.innerHTML).toBe('');
    expect(libraryTimers()).toBe(0);
  });

  it('leave nothing when the last one goes', async () => {
    const captchas = [1, 2, 3].map(() => create());
    await elapse(500);
    for (const captcha of captchas) captcha.destroy();
    expect(page.aliyun.last.instance.destroys).toBe(1);
    expect(document.body.innerHTML).toBe('');
    expect(libraryTimers()).toBe(0);
  });

  it('do not take what another’s session uses away', async () => {
    const [first, second] = [create(), create()];
    await elapse(500);
    const outcome = watch(first.verify());
    await elapse(300);
    second.destroy();
    void create().preload();
    await elapse(300);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(page.aliyun.last.instance.destroys).toBe(0);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
  });

  it('make one anew when it is older than 18 minutes', async () => {
    const captchas = [1, 2, 3].map(() => create());
    await elapse(500);
    await elapseLong(19 * 60000, 1000);
    for (const captcha of captchas) void captcha.preload();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    await passes(captchas[0] as Captcha, 2);
  });

  it('make another when the first one failed', async () => {
    page.aliyun.onInit = (init) => init.fail('Fail');
    const [first, second] = [create(), create()];
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.onInit = (init) => init.succeed();
    void second.preload();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    await passes(first, 2);
  });
});

describe('captchas whose inits differ', () => {
  it.each<[string, Partial<AliyunOptions>, Partial<CaptchaOptions>?]>([
    ['scene', { sceneId: 'scene2' }],
    ['language', {}, { language: 'de' }],
    ['architecture', { architecture: 'v2', captchaVerifyCallback: () => ({ captchaResult: true }) }],
    ['vendor’s options', { vendorOptions: { zIndex: 9 } }],
    ['vendor’s function', { vendorOptions: { onSomething() {} } }],
    ['encrypted id', { encryptedSceneId: 'abc=' }],
  ])('by %s share none: the first one’s is left alone until the other is used', async (_, aliyun, options) => {
    const first = create();
    await elapse(500);
    const other = create(aliyun, options);
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(other.status).toBe('ready');
    watch(other.verify());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.inits.map(({ instance }) => instance.destroys)).toEqual([1, 0]);
    expect(page.aliyun.last.clicks).toBe(1);
    other.destroy();
    await passes(first, 3);
  });

  it('share one where only the page’s own functions differ: each captcha’s own are called', async () => {
    const [mine, others] = [
      { fail: vi.fn(), onClose: vi.fn() },
      { fail: vi.fn(), onClose: vi.fn() },
    ];
    create({ vendorOptions: { slideStyle: { width: 360 }, ...others } });
    await elapse(500);
    const captcha = create({ vendorOptions: { slideStyle: { width: 360 }, ...mine } });
    watch(captcha.verify());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    page.aliyun.last.call('fail', { verifyCode: 'F015' });
    page.aliyun.last.closePopup();
    expect(mine.fail).toHaveBeenCalledOnce();
    expect(mine.onClose).toHaveBeenCalledOnce();
    expect(others.fail).not.toHaveBeenCalled();
    expect(others.onClose).not.toHaveBeenCalled();
  });

  it('by their check of V2 share one, and each asks its own page function', async () => {
    const [mine, others] = [vi.fn(() => ({ captchaResult: true })), vi.fn(() => ({ captchaResult: true }))];
    create({ architecture: 'v2', captchaVerifyCallback: others });
    await elapse(500);
    const outcome = watch(create({ architecture: 'v2', captchaVerifyCallback: mine }).verify());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    void page.aliyun.last.call('captchaVerifyCallback', v2Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
    expect(mine).toHaveBeenCalledExactlyOnceWith(v2Param);
    expect(others).not.toHaveBeenCalled();
  });

  it('by options that cannot be compared make ahead for themselves alone', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const captcha = create({ vendorOptions: { circular } });
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    const other = create({ vendorOptions: { circular } });
    await elapse(500);
    await passes(captcha, 1);
    await passes(other, 2);
  });

  it('an embed uses none', async () => {
    document.body.innerHTML = '<div id="box"></div>';
    create();
    await elapse(500);
    const embed = create({}, { mode: 'embed', element: '#box', preload: 'none' });
    watch(embed.verify());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.last.element?.parentElement?.id).toBe('box');
  });
});
