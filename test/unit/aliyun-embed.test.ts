import { describe, expect, it, vi } from 'vitest';
import { fakeInstance, v2Param, v3Param } from './fakes/aliyun.js';
import { setSize } from './fakes/layout.js';
import { elapse, elapseLong, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

/** An embedded challenge on screen: the vendor's button, checkbox or puzzle. */
async function shown(captchaType: string, options: Parameters<typeof page.aliyunProvider>[0] = {}) {
  const box = document.createElement('div');
  document.body.append(box);
  const part = setSize(document.createElement('div'), 300, 40);
  page.aliyun.onInit = (init) => {
    init.element?.append(part);
    init.succeed(captchaType);
  };
  const captcha = page.create({ providers: page.aliyunProvider(options), mode: 'embed', element: box });
  const outcome = watch(captcha.verify());
  await elapse(500);
  expect(captcha.status).toBe('challenging');
  const press = () => {
    const click = new MouseEvent('click', { bubbles: true, composed: true });
    // A real user's.
    Object.defineProperty(click, 'isTrusted', { value: true });
    part.dispatchEvent(click);
  };
  return { outcome, press };
}

const v2 = (verdict: () => unknown) => ({ architecture: 'v2', captchaVerifyCallback: vi.fn(verdict) }) as never;

describe('what an embedded Aliyun challenge shows first', () => {
  it.each(['PUZZLE', 'INPAINTING', 'CHECK_BOX'])(
    'opens the challenge where it is a %s: without anything after the click it is not_shown',
    async (captchaType) => {
      const { outcome, press } = await shown(captchaType);
      press();
      await elapse(11000);
      expect(outcome.state).toBe('pending');
      await elapse(1500);
      expect(expectStatus(outcome.value, 'unverified').error.code).toBe('not_shown');
    },
  );

  it.each(['SLIDING', 'CHECK_BOX_2', 'ICON_PUZZLE'])(
    'may be all there is where it is a %s: the user has time',
    async (captchaType) => {
      const { outcome, press } = await shown(captchaType);
      press();
      await elapse(30000);
      expect(outcome.state).toBe('pending');
    },
  );

  it('is all there is in V2: the user has time', async () => {
    const { outcome, press } = await shown(
      'PUZZLE',
      v2(() => null),
    );
    press();
    await elapse(30000);
    expect(outcome.state).toBe('pending');
  });

  it('has worked where the vendor judged an attempt: the user has time for the next', async () => {
    const { outcome, press } = await shown('PUZZLE');
    press();
    await elapse(5000);
    page.aliyun.last.call('fail', { verifyResult: false, verifyCode: 'F015' });
    await elapse(30000);
    expect(outcome.state).toBe('pending');
  });
});

describe('an embedded Aliyun challenge', () => {
  it('goes on when the popup that its button opened is closed', async () => {
    const { outcome } = await shown('PUZZLE');
    page.aliyun.last.openPopup();
    await elapse(500);
    page.aliyun.last.closePopup();
    await elapse(10000);
    expect(outcome.state).toBe('pending');
  });

  it.each([':hover', ':focus-within'])('is not made anew while a user is at it: %s', async (state) => {
    await shown('SLIDING');
    // happy-dom knows neither state.
    const matches = vi.spyOn(page.aliyun.last.element as HTMLElement, 'matches');
    matches.mockImplementation((selector) => selector.includes(state));
    await elapseLong(25 * 60000, 1000);
    expect(page.aliyun.inits).toHaveLength(1);
    matches.mockReturnValue(false);
    await elapseLong(60000, 1000);
    expect(page.aliyun.inits).toHaveLength(2);
  });

  it('is not made anew while the page is at work on its param', async () => {
    let decide: (verdict: unknown) => void = () => {};
    const { outcome } = await shown(
      'SLIDING',
      v2(() => new Promise((resolve) => (decide = resolve))),
    );
    await elapseLong(18 * 60000 - 5000, 1000);
    page.aliyun.last.call('captchaVerifyCallback', v2Param);
    await elapse(10000);
    decide({ captchaResult: true });
    await elapse(100);
    expectStatus(outcome.value, 'passed');
  });

  it('that is passed stays in its box, and a second instance of its script changes nothing', async () => {
    const { outcome } = await shown('SLIDING');
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
    page.aliyun.last.ready(fakeInstance());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(page.aliyun.last.element?.isConnected).toBe(true);
  });

  it('that is passed asks the page for no second verdict, though it stays in its box', async () => {
    const options = v2(() => ({ captchaResult: true }));
    const { outcome } = await shown('SLIDING', options);
    page.aliyun.last.call('captchaVerifyCallback', v2Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
    const told = watch(page.aliyun.last.call('captchaVerifyCallback', v2Param) as Promise<unknown>);
    await elapse(100);
    expect(told.value).toEqual({ captchaResult: false });
    expect((options as { captchaVerifyCallback: unknown }).captchaVerifyCallback).toHaveBeenCalledOnce();
  });
});
