import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptchaOptions, CaptchaStatus } from '../../src/index.js';
import { fakeInstance, v2Param, v3Param } from './fakes/aliyun.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const closed = { status: 'dismissed', proof: null, reason: 'closed' };

beforeEach(() => {
  document.body.innerHTML = '<div id="box"></div><button type="button" id="go">Go</button>';
});

function create(options: Partial<CaptchaOptions> = {}) {
  const statuses: CaptchaStatus[] = [];
  const captcha = page.create({ providers: page.aliyunProvider(), ...options });
  captcha.subscribe((status) => statuses.push(status));
  return { ...captcha, statuses, status: () => captcha.status };
}

/** A challenge that is up, and its outcome. */
async function shown(options?: Partial<CaptchaOptions>) {
  const captcha = create(options);
  const first = watch(captcha.verify());
  await elapse(300);
  expect(captcha.status()).toBe('challenging');
  return { captcha, first };
}

const pass = (init = page.aliyun.last) => {
  init.call('success', v3Param);
  return elapse(10);
};

describe('when the user has closed the challenge', () => {
  it.each([0, 1, 500, 999])('a verify() %i ms later has a challenge of its own', async (ms) => {
    const { captcha, first } = await shown();
    page.aliyun.last.closePopup();
    await elapse(ms);
    const second = watch(captcha.verify());
    await elapse(300);
    expect(first.value).toEqual(closed);
    expect(captcha.status()).toBe('challenging');
    expect(page.aliyun.inits).toHaveLength(2);
    await pass();
    expectStatus(second.value, 'passed');
    expect(first.value).toEqual(closed);
  });

  it('all who waited for it are told so, and a late pass is nobody’s', async () => {
    const { captcha, first } = await shown();
    const joined = watch(captcha.verify());
    const [old] = page.aliyun.inits;
    old?.closePopup();
    await elapse(100);
    const second = watch(captcha.verify());
    await elapse(100);
    if (old) await pass(old);
    expect([first.value, joined.value]).toEqual([closed, closed]);
    expect(second.state).toBe('pending');
    await elapse(300);
    await pass();
    expectStatus(second.value, 'passed');
  });

  it('its status is over, so that a page that waits for it lets its user press again', async () => {
    const { captcha, first } = await shown();
    page.aliyun.last.closePopup();
    expect(captcha.status()).toBe('ready');
    expect(first.state).toBe('pending');
    await elapse(1000);
    expect(first.value).toEqual(closed);
    expect(captcha.statuses).toEqual(['starting', 'challenging', 'ready']);
  });

  it('without a new verify() its result is still waited for', async () => {
    const { captcha, first } = await shown();
    page.aliyun.last.closePopup();
    await elapse(900);
    await pass();
    expectStatus(first.value, 'passed');
    expect(captcha.statuses).toEqual(['starting', 'challenging', 'ready']);
  });

  it('a failure does not bring up another vendor’s', async () => {
    const { captcha, first } = await shown({ providers: [page.aliyunProvider(), page.tencentProvider()] });
    page.aliyun.last.closePopup();
    page.aliyun.last.call('onError', { code: 'VERIFY_FAIL' });
    await elapse(2000);
    expect(first.value).toEqual(closed);
    expect(page.tencent.instances).toHaveLength(0);
    expect(captcha.status()).toBe('ready');
  });

  it('a second instance of its script brings nothing up again', async () => {
    const { captcha, first } = await shown();
    page.aliyun.last.closePopup();
    page.aliyun.last.ready(fakeInstance());
    await elapse(900);
    expect(page.aliyun.inits).toHaveLength(1);
    await elapse(200);
    expect(first.value).toEqual(closed);
    expect(captcha.statuses).toEqual(['starting', 'challenging', 'ready']);
  });

  it('those who waited for it may still leave', async () => {
    const captcha = create();
    const leaving = new AbortController();
    const first = watch(captcha.verify({ signal: leaving.signal }));
    await elapse(300);
    page.aliyun.last.closePopup();
    leaving.abort('left');
    const second = watch(captcha.verify());
    await elapse(1500);
    expect(first).toMatchObject({ state: 'rejected', error: 'left' });
    expect(second.state).toBe('pending');
    expect(captcha.status()).toBe('challenging');
    await pass();
    expectStatus(second.value, 'passed');
  });

  it('destroy() ends all, at once', async () => {
    const { captcha, first } = await shown();
    page.aliyun.last.closePopup();
    captcha.destroy();
    await elapse(0);
    expect(first.value).toMatchObject({ status: 'dismissed', reason: 'destroyed' });
    expect(captcha.status()).toBe('destroyed');
  });

  it('the page’s button works again at once, and each outcome is told', async () => {
    const onOutcome = vi.fn();
    const captcha = create({ button: '#go', onOutcome });
    const press = () => document.querySelector<HTMLElement>('#go')?.click();
    press();
    await elapse(300);
    page.aliyun.last.closePopup();
    await elapse(100);
    press();
    await elapse(300);
    expect(captcha.status()).toBe('challenging');
    await pass();
    expect(onOutcome.mock.calls).toMatchObject([[closed], [{ status: 'passed' }]]);
  });

  it('the page may verify in its own onClose', async () => {
    const later: ReturnType<typeof watch<unknown>>[] = [];
    const onClose = () => {
      if (!later.length) later.push(watch(captcha.verify()));
    };
    const captcha = create({ providers: page.aliyunProvider({ vendorOptions: { onClose } }) });
    const first = watch(captcha.verify());
    await elapse(300);
    page.aliyun.last.closePopup();
    await elapse(300);
    await pass();
    expect(first.value).toEqual(closed);
    expect(later[0]?.value).toMatchObject({ status: 'passed' });
  });
});

describe('what is no end by the user', () => {
  it('is a popup that closes because it was solved: a verify() in onClose joins', async () => {
    const later: ReturnType<typeof watch<unknown>>[] = [];
    const onClose = () => void later.push(watch(captcha.verify()));
    const captcha = create({ providers: page.aliyunProvider({ vendorOptions: { onClose } }) });
    const first = watch(captcha.verify());
    await elapse(300);
    page.aliyun.last.call('success', v3Param);
    page.aliyun.last.closePopup();
    await elapse(10);
    expectStatus(first.value, 'passed');
    expect(later[0]?.value).toBe(first.value);
  });

  it('is a popup that closes while the page judges what was solved', async () => {
    let judge: (verdict: { captchaResult: boolean }) => void = () => {};
    const captchaVerifyCallback = () => new Promise<{ captchaResult: boolean }>((resolve) => (judge = resolve));
    const { captcha, first } = await shown({
      providers: page.library.aliyun({ sceneId: 's', prefix: 'p', architecture: 'v2', captchaVerifyCallback }),
    });
    page.aliyun.last.call('captchaVerifyCallback', v2Param);
    page.aliyun.last.closePopup();
    expect(captcha.status()).toBe('challenging');
    const second = watch(captcha.verify());
    await elapse(5000);
    judge({ captchaResult: true });
    await elapse(10);
    expectStatus(first.value, 'passed');
    expect(second.value).toBe(first.value);
    expect(page.aliyun.inits).toHaveLength(1);
  });

  it('is the popup of an embed, whose challenge stays in its box', async () => {
    const captcha = create({ mode: 'embed', element: '#box' });
    const first = watch(captcha.verify());
    await elapse(300);
    page.aliyun.last.openPopup();
    await elapse(200);
    page.aliyun.last.closePopup();
    await elapse(2000);
    const second = watch(captcha.verify());
    await elapse(300);
    expect([first.state, second.state]).toEqual(['pending', 'pending']);
    expect(page.aliyun.inits).toHaveLength(1);
    await pass();
    expectStatus(second.value, 'passed');
  });
});

describe('a challenge that has gone without a word', () => {
  it('is over for a verify(): the older vendor’s script has no onClose', async () => {
    const { captcha, first } = await shown();
    document.querySelectorAll('[id^="aliyunCaptcha"]').forEach((node) => node.remove());
    await elapse(50);
    const second = watch(captcha.verify());
    await elapse(300);
    expect(first.value).toEqual(closed);
    await pass();
    expectStatus(second.value, 'passed');
  });

  it('is over for a verify() also where the page has taken it away', async () => {
    const captcha = create({ providers: page.tencentProvider() });
    const first = watch(captcha.verify());
    await elapse(100);
    document.body.replaceChildren();
    const second = watch(captcha.verify());
    await elapse(100);
    expect(first.value).toMatchObject({ status: 'dismissed', reason: 'removed' });
    page.tencent.last.answer(passResult);
    await elapse(10);
    expectStatus(second.value, 'passed');
  });

  it('is waited for where nobody asks for another: a result can come after its nodes went', async () => {
    const { first } = await shown();
    document.querySelectorAll('[id^="aliyunCaptcha"]').forEach((node) => node.remove());
    await elapse(2500);
    await pass();
    expectStatus(first.value, 'passed');
  });

  it('is not gone before it was there: calls share the one that is to come', async () => {
    page.tencent.onShow = () => {};
    const captcha = create({ providers: page.tencentProvider() });
    const all = [watch(captcha.verify())];
    await elapse(500);
    all.push(watch(captcha.verify()));
    page.tencent.last.open();
    await elapse(200);
    all.push(watch(captcha.verify()));
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(page.tencent.instances).toHaveLength(1);
    expect(new Set(all.map(({ value }) => value)).size).toBe(1);
    expectStatus(all[0]?.value, 'passed');
  });

  it('is not gone while the page judges a param, whose popup may have closed', async () => {
    let judge: (verdict: { captchaResult: boolean }) => void = () => {};
    const captchaVerifyCallback = () => new Promise<{ captchaResult: boolean }>((resolve) => (judge = resolve));
    const { captcha, first } = await shown({
      providers: page.library.aliyun({ sceneId: 's', prefix: 'p', architecture: 'v2', captchaVerifyCallback }),
    });
    page.aliyun.last.call('captchaVerifyCallback', v2Param);
    document.querySelectorAll('[id^="aliyunCaptcha"]').forEach((node) => node.remove());
    const second = watch(captcha.verify());
    await elapse(100);
    judge({ captchaResult: true });
    await elapse(10);
    expectStatus(first.value, 'passed');
    expect(second.value).toBe(first.value);
  });
});
