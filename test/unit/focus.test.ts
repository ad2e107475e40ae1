import { describe, expect, it } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

function addFocusable(id: string) {
  const button = document.createElement('button');
  button.type = 'button';
  button.id = id;
  document.body.append(button);
  button.focus();
  return button;
}

/** The vendor's challenge takes the focus, as a dialog does. */
async function challengeWithFocus() {
  page.tencent.onShow = (instance) => {
    instance.open();
    const node = document.querySelector<HTMLElement>('#tcaptcha_transform_dy');
    node?.setAttribute('tabindex', '-1');
    node?.focus();
  };
  const captcha = page.create();
  void captcha.verify();
  await elapse(100);
  expect(document.activeElement?.id).toBe('tcaptcha_transform_dy');
  return captcha;
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
});
