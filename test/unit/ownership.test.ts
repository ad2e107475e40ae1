import { describe, expect, it } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { elapse, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const superseded = { status: 'dismissed', proof: null, reason: 'superseded' };
const challenges = () => document.querySelectorAll('#tcaptcha_transform_dy').length;

describe('of two sessions on a page', () => {
  it('the newer ends the older as superseded', async () => {
    const older = watch(page.create().verify());
    await elapse(100);
    const newer = watch(page.create().verify());
    await elapse(100);
    expect(older.value).toEqual(superseded);
    expect(newer.state).toBe('pending');
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(newer.value?.status).toBe('passed');
  });

  it('the newer ends the older also where it is another vendor’s', async () => {
    const older = watch(page.create().verify());
    await elapse(100);
    watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(200);
    expect(older.value).toEqual(superseded);
    expect(challenges()).toBe(0);
  });

  it('the older, which gets ready later, does not end the newer', async () => {
    page.network.answer('AliyunCaptcha', { late: 3000 });
    const older = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(500);
    const newer = watch(page.create().verify());
    await elapse(4000);
    expect(newer.state).toBe('pending');
    expect(challenges()).toBe(1);
    expect(older.value).toEqual(superseded);
    expect(page.aliyun.inits).toHaveLength(0);
  });

  it('the older does not end the newer by failing over', async () => {
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    page.tencent.onShow = () => {};
    const older = watch(page.create({ providers }).verify());
    await elapse(5000);
    page.tencent.onShow = (instance) => instance.open();
    const newer = watch(page.create().verify());
    await elapse(8000);
    expect(older.value).toEqual(superseded);
    expect(newer.state).toBe('pending');
    expect(challenges()).toBe(1);
  });

  it('the older’s end leaves the newer’s challenge alone', async () => {
    const older = page.create();
    void older.verify();
    await elapse(100);
    const newer = watch(page.create().verify());
    await elapse(100);
    const destroysBefore = page.tencent.instances.map(({ destroys }) => destroys);
    older.destroy();
    await elapse(100);
    expect(page.tencent.instances.map(({ destroys }) => destroys)).toEqual(destroysBefore);
    expect(challenges()).toBe(1);
    expect(newer.state).toBe('pending');
  });

  it('a late callback of the older changes nothing', async () => {
    const events: string[] = [];
    const older = watch(page.create({ onEvent: ({ type }) => events.push(type) }).verify());
    await elapse(100);
    const [first] = page.tencent.instances;
    const newer = watch(page.create().verify());
    await elapse(100);
    first?.answer(passResult);
    await elapse(100);
    expect(older.value).toEqual(superseded);
    expect(newer.state).toBe('pending');
    expect(events).toContain('late');
  });

  it('of one captcha the next verify() after an outcome ends nothing', async () => {
    const captcha = page.create();
    const first = watch(captcha.verify());
    await elapse(100);
    page.tencent.last.answer(passResult);
    await elapse(10);
    const second = watch(captcha.verify());
    await elapse(100);
    expect(first.value?.status).toBe('passed');
    expect(second.state).toBe('pending');
    expect(challenges()).toBe(1);
  });
});

describe('a session that the page aborts in the outcome of the one that it supersedes', () => {
  it('makes no challenge, and the page is nobody’s', async () => {
    const aborting = new AbortController();
    void page.create({ onEvent: ({ type }) => type === 'outcome' && aborting.abort() }).verify();
    await elapse(100);
    const newer = watch(page.create().verify({ signal: aborting.signal }));
    await elapse(100);
    expect(newer.state).toBe('rejected');
    expect(page.tencent.instances).toHaveLength(1);
    // While the page is somebody's, nothing is made ahead.
    page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
  });
});

describe('an ended Tencent session', () => {
  it('whose show() is queued shows nothing when the frame script arrives', async () => {
    page.tencent.frameReady = false;
    const captcha = page.create();
    const outcome = watch(captcha.verify());
    await elapse(12500);
    expect(outcome.value?.status).toBe('unverified');
    page.tencent.frameArrives();
    await elapse(1000);
    expect(page.tencent.last.shows).toBe(1);
    expect(challenges()).toBe(0);
    captcha.destroy();
  });

  it('whose show() is queued does not open beside the newer session’s challenge', async () => {
    page.tencent.frameReady = false;
    const older = watch(page.create().verify());
    await elapse(100);
    const newer = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(500);
    page.tencent.frameArrives();
    await elapse(1000);
    expect(older.value).toEqual(superseded);
    expect(challenges()).toBe(0);
    expect(newer.state).toBe('pending');
  });

  it('calls the vendor’s destroy() where it is the owner', async () => {
    const captcha = page.create();
    void captcha.verify();
    await elapse(100);
    captcha.destroy();
    expect(page.tencent.last.destroys).toBeGreaterThan(0);
    expect(challenges()).toBe(0);
  });

  it('destroys at once what shows up later all the same', async () => {
    page.tencent.onShow = () => {};
    const captcha = page.create();
    void captcha.verify();
    await elapse(100);
    const { last } = page.tencent;
    captcha.destroy();
    last.open();
    await elapse(100);
    expect(challenges()).toBe(0);
  });

  it('destroys at once what shows up later, also in the next provider’s turn', async () => {
    page.tencent.onShow = () => {};
    page.aliyun.onInit = () => {};
    void page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] }).verify();
    await elapse(6500);
    expect(page.aliyun.inits).toHaveLength(1);
    page.tencent.last.open();
    expect(challenges()).toBe(0);
  });

  it('destroys at once what shows up later, also while the page is another vendor’s', async () => {
    page.tencent.onShow = () => {};
    void page.create().verify();
    await elapse(100);
    const newer = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(500);
    page.tencent.last.open();
    expect(challenges()).toBe(0);
    expect(newer.state).toBe('pending');
    expect(document.querySelectorAll('#aliyunCaptcha-window-popup')).toHaveLength(1);
  });

  it('leaves another Tencent challenge alone when its own shows up later', async () => {
    page.tencent.onShow = () => {};
    void page.create().verify();
    await elapse(100);
    const [first] = page.tencent.instances;
    page.tencent.onShow = (instance) => instance.open();
    void page.create().verify();
    await elapse(100);
    const destroysBefore = first?.destroys;
    first?.open();
    expect(first?.destroys).toBe(destroysBefore);
    expect(challenges()).toBe(1);
  });

  it('is torn down though the vendor’s destroy() throws', async () => {
    const captcha = page.create();
    const outcome = watch(captcha.verify());
    await elapse(100);
    page.tencent.last.destroy = () => {
      throw new Error('gone');
    };
    expect(() => captcha.destroy()).not.toThrow();
    await elapse(0);
    expect(outcome.value).toMatchObject({ reason: 'destroyed' });
  });
});

describe('an ended Aliyun session', () => {
  it('destroys its instance and removes what the vendor left on the body', async () => {
    const captcha = page.create({ providers: page.aliyunProvider() });
    void captcha.verify();
    await elapse(200);
    expect(document.querySelectorAll('[id^=aliyunCaptcha-]')).toHaveLength(2);
    captcha.destroy();
    expect(page.aliyun.last.instance.destroys).toBe(1);
    expect(document.querySelectorAll('[id^=aliyunCaptcha-]')).toHaveLength(0);
  });

  it('that was only prepared leaves the popup of another captcha alone', async () => {
    const prepared = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(500);
    const other = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(500);
    prepared.destroy();
    expect(document.querySelectorAll('#aliyunCaptcha-window-popup')).toHaveLength(1);
    expect(other.state).toBe('pending');
  });

  it('removes what the vendor left on the body when its init was still going on', async () => {
    page.aliyun.onInit = () => {};
    const captcha = page.create({ providers: page.aliyunProvider() });
    void captcha.verify();
    await elapse(200);
    captcha.destroy();
    page.aliyun.last.openPopup();
    page.aliyun.last.resolve({ CaptchaType: 'PUZZLE' });
    await elapse(100);
    expect(document.querySelectorAll('[id^=aliyunCaptcha-]')).toHaveLength(0);
  });

  it('leaves the popup of a newer one alone when its own init ends at last', async () => {
    page.aliyun.onInit = () => {};
    const older = page.create({ providers: page.aliyunProvider() });
    void older.verify();
    await elapse(200);
    older.destroy();
    page.aliyun.onInit = (init) => init.succeed();
    const newer = page.create({ providers: page.aliyunProvider(), deadline: 20000 });
    void newer.verify();
    await elapse(13000);
    expect(newer.status).toBe('challenging');
    page.aliyun.inits[0]?.resolve({ CaptchaType: 'PUZZLE' });
    await elapse(100);
    expect(document.querySelectorAll('#aliyunCaptcha-window-popup')).toHaveLength(1);
    expect(newer.status).toBe('challenging');
  });

  it('leaves the popup of a newer one alone', async () => {
    const older = page.create({ providers: page.aliyunProvider() });
    void older.verify();
    await elapse(200);
    const newer = watch(page.create({ providers: page.aliyunProvider() }).verify());
    await elapse(200);
    older.destroy();
    expect(document.querySelectorAll('#aliyunCaptcha-window-popup').length).toBeGreaterThan(0);
    expect(page.aliyun.last.instance.destroys).toBe(0);
    expect(newer.state).toBe('pending');
  });
});
