import { describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../../src/index.js';
import { protectForm } from '../../../src/index.js';
import { passed, tencentProof } from './stub-captcha.js';
import { nextTask, useTestForm } from './test-form.js';

const page = useTestForm();
const proofJson = JSON.stringify(tencentProof());
/** A pass that is good for another minute. */
const freshPass = (): Outcome => ({ ...passed(tencentProof()), expiresAt: Date.now() + 60_000 }) as Outcome;

/** What a re-render puts in the form's place. */
function replaceForm(): void {
  const next = page.form.cloneNode(true) as HTMLFormElement;
  page.form.replaceWith(next);
  page.form = next;
}

const protectBySelector = () => page.endWithTest(protectForm(page.captcha, '#login'));

describe('a check ends with its form', () => {
  it.each([
    ['removed', () => page.form.remove()],
    ['moved out of the document, as a kept-alive view is', () => document.createElement('div').append(page.form)],
    ['removed with the view that it is in', () => document.body.replaceChildren()],
  ])('that is %s', async (_, leave) => {
    page.protect();
    page.button('sign-in').click();
    await nextTask(1000);
    expect(page.signals[0]?.aborted).toBe(false);
    leave();
    await nextTask(200);
    expect(page.signals[0]?.aborted).toBe(true);
    expect(page.reportError).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('also by a selector that matches another form of the page', async () => {
    page.endWithTest(protectForm(page.captcha, 'form'));
    document.body.insertAdjacentHTML('beforeend', '<form action="/search"><input name="q"></form>');
    page.button('sign-in').click();
    page.form.remove();
    await nextTask(200);
    expect(page.signals[0]?.aborted).toBe(true);
  });

  it('and begins anew when it is back', async () => {
    page.protect();
    page.button('sign-in').click();
    page.form.remove();
    await nextTask(200);
    document.body.append(page.form);
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent).toHaveLength(1);
  });

  it('and not at the first look that misses it: a framework may take it out before it ends its captcha', async () => {
    page.protect();
    page.button('sign-in').click();
    page.form.remove();
    await nextTask(199);
    expect(page.signals[0]?.aborted).toBe(false);
    document.body.append(page.form);
    await nextTask(100);
    page.form.remove();
    await nextTask(100);
    document.body.append(page.form);
    await nextTask(100);
    await page.pass();
    expect(page.sent).toHaveLength(1);
  });

  it('and not with a move within the page', async () => {
    page.protect();
    page.button('sign-in').click();
    page.form.remove();
    document.body.append(document.createElement('main'), page.form);
    await nextTask(1000);
    await page.pass();
    expect(page.sent).toHaveLength(1);
  });
});

describe('by a selector', () => {
  it('a form that comes later is protected', async () => {
    page.form.remove();
    protectBySelector();
    document.body.append(page.form);
    page.button('sign-in').click();
    expect(page.sent).toEqual([]);
    await page.pass();
    expect(page.sent).toEqual([{ user: 'ada', action: 'sign-in', 'captcha-proof': proofJson }]);
  });

  it('a form counts that matches at the time of its submit', async () => {
    page.endWithTest(protectForm(page.captcha, 'form.secured'));
    page.button('sign-in').click();
    expect(page.sent).toHaveLength(1);
    page.form.className = 'secured';
    page.button('sign-in').click();
    expect(page.sent).toHaveLength(1);
    await page.pass();
    expect(page.sent).toHaveLength(2);
  });

  it('several forms are protected, each by itself', () => {
    document.body.insertAdjacentHTML('beforeend', '<form id="other"><button id="send">Send</button></form>');
    page.endWithTest(protectForm(page.captcha, 'form'));
    page.button('send').click();
    page.button('sign-in').click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['another address', (next: HTMLFormElement) => next.setAttribute('action', '/search')],
    ['another field', (next: HTMLFormElement) => next.querySelector('[name=user]')?.setAttribute('name', 'q')],
    ['a field more', (next: HTMLFormElement) => next.insertAdjacentHTML('beforeend', '<input name="q">')],
  ])('one with %s has not come in its place, though the selector matches it', async (_, change) => {
    protectBySelector();
    page.button('sign-in').click();
    replaceForm();
    change(page.form);
    await nextTask(1000);
    expect(page.signals[0]?.aborted).toBe(true);
  });

  it('nothing but a form is: an event of that name on anything else goes its way', () => {
    document.body.insertAdjacentHTML('beforeend', '<div class="login"></div>');
    page.endWithTest(protectForm(page.captcha, 'form, .login'));
    const event = new Event('submit', { bubbles: true, cancelable: true });
    document.querySelector('.login')?.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });

  it('the check goes on when a re-render replaces its form; the proof is told of, and sent with the next submit', async () => {
    protectBySelector();
    page.button('sign-in').click();
    replaceForm();
    await nextTask(1000);
    expect(page.signals[0]?.aborted).toBe(false);
    await page.settle(freshPass());
    await nextTask(500);
    expect(page.sent).toEqual([]);
    expect(page.reportError).toHaveBeenCalledExactlyOnceWith(
      new Error('A form was replaced during its check. The proof is kept for the next submit.'),
    );
    page.button('register').click();
    await nextTask();
    expect(page.sent).toEqual([{ user: 'ada', action: 'register', 'captcha-proof': proofJson }]);
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
    // And once only.
    await nextTask();
    page.button('register').click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(2);
  });

  it('a proof that is too old by then is not sent', async () => {
    protectBySelector();
    page.button('sign-in').click();
    replaceForm();
    const pass = freshPass();
    await page.settle(pass);
    await nextTask(500);
    // To the very end of its time.
    vi.advanceTimersByTime(Number(pass.proof && pass.expiresAt) - Date.now());
    page.button('sign-in').click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(2);
    expect(page.sent).toEqual([]);
  });
});

describe('a form that has become invalid during its check', () => {
  it('is sent with that proof when the user has mended it, and nothing is reported', async () => {
    page.protect();
    const user = page.form.elements.namedItem('user') as HTMLInputElement;
    page.button('sign-in').click();
    user.value = '';
    await page.settle(freshPass());
    expect(page.sent).toEqual([]);
    expect(page.hidden()).toEqual({});
    user.value = 'grace';
    page.button('sign-in').click();
    await nextTask();
    expect(page.sent).toEqual([{ user: 'grace', action: 'sign-in', 'captcha-proof': proofJson }]);
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
    expect(page.reportError).not.toHaveBeenCalled();
  });
});
