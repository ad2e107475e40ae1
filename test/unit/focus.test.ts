import { describe, expect, it } from 'vitest';
import type { Captcha } from '../../src/index.js';
import { addFocusable } from './fakes/focusable.js';
import { passResult } from './fakes/tencent.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

/** The vendor's challenge takes the focus, as a dialog does. */
async function challengeWithFocus(prepare: (captcha: Captcha) => void = () => {}) {
  page.tencent.onShow = (instance) => {
    instance.open();
    const node = document.querySelector<HTMLElement>('#tcaptcha_transform_dy');
    node?.setAttribute('tabindex', '-1');
    node?.focus();
  };
  const captcha = page.create();
  prepare(captcha);
  const verifying = captcha.verify();
  await elapse(100);
  expect(document.activeElement?.id).toBe('tcaptcha_transform_dy');
  return { destroy: captcha.destroy, verify: captcha.verify, verifying };
}

describe('the focus', () => {
  it.each([
    ['a pass', passResult],
    ['a close', { ret: 2, ticket: null }],
    ['a failure', { ret: 0, ticket: 'trerror_1013_1_1795264000', randstr: '@1', errorCode: 1013 }],
  ])('returns after %s to where it was at verify()', async (_, result) => {
    const origin = addFocusable('origin');
    await challengeWithFocus();
    page.tencent.last.answer(result);
    await elapse(10);
    expect(document.activeElement).toBe(origin);
  });

  it('returns after destroy()', async () => {
    const origin = addFocusable('origin');
    const captcha = await challengeWithFocus();
    captcha.destroy();
    await elapse(10);
    expect(document.activeElement).toBe(origin);
  });

  it('is left where the user has put it meanwhile', async () => {
    addFocusable('origin');
    await challengeWithFocus();
    const elsewhere = addFocusable('elsewhere');
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(document.activeElement).toBe(elsewhere);
  });

  it('is left alone where its origin is gone', async () => {
    const origin = addFocusable('origin');
    await challengeWithFocus();
    origin.remove();
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(document.activeElement).toBe(document.body);
  });

  it('returns to the first session’s origin where a newer session superseded none of it', async () => {
    const origin = addFocusable('origin');
    const captcha = await challengeWithFocus();
    page.tencent.last.answer(passResult);
    await elapse(10);
    void captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(document.activeElement).toBe(origin);
  });

  /** A disabled button loses the focus. */
  function disable(button: HTMLButtonElement) {
    button.disabled = true;
    button.blur();
    expect(document.activeElement).not.toBe(button);
  }

  const isChecking = (status: string) => status === 'starting' || status === 'challenging';
  const ends: [string, (captcha: { destroy(): void }) => void][] = [
    ['a pass', () => page.tencent.last.answer(passResult)],
    ['Escape', () => page.tencent.last.answer({ ret: 2, ticket: null })],
    ['destroy()', ({ destroy }) => destroy()],
  ];
  const waysToEnable: [string, (button: HTMLButtonElement) => void][] = [
    ['in a listener of the status', (button) => (button.disabled = false)],
    ['in a microtask after it', (button) => queueMicrotask(() => (button.disabled = false))],
  ];

  describe.each(ends)('returns after %s to a button that was disabled while it was checked', (_, end) => {
    it.each(waysToEnable)('and that is enabled %s', async (_, enable) => {
      const button = addFocusable('button');
      const captcha = await challengeWithFocus((own) =>
        own.subscribe((status) => {
          if (isChecking(status)) disable(button);
          else enable(button);
        }),
      );
      end(captcha);
      await elapse(0);
      expect(document.activeElement).toBe(button);
    });

    it('and that is enabled when the outcome is there', async () => {
      const button = addFocusable('button');
      const captcha = await challengeWithFocus((own) => own.subscribe(() => disable(button)));
      void captcha.verifying.then(() => (button.disabled = false));
      end(captcha);
      await elapse(0);
      expect(document.activeElement).toBe(button);
    });
  });

  it('returns to a button that a framework enables a while after the end', async () => {
    const button = addFocusable('button');
    await challengeWithFocus((captcha) =>
      captcha.subscribe((status) => {
        if (isChecking(status)) disable(button);
        else setTimeout(() => (button.disabled = false), 74);
      }),
    );
    page.tencent.last.answer({ ret: 2, ticket: null });
    await elapse(200);
    expect(document.activeElement).toBe(button);
  });

  it('is left where the page puts it in what it is told of the end', async () => {
    const message = addFocusable('message');
    addFocusable('origin');
    const { verifying } = await challengeWithFocus();
    void verifying.then(() => message.focus());
    page.tencent.last.answer(passResult);
    await elapse(1000);
    expect(document.activeElement).toBe(message);
  });
});
