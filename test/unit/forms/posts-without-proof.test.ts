import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { useTestForm } from './test-form.js';

const page = useTestForm();
let warn: Mock;
/** The forms that the browser has posted by their `submit()`. */
const posted: HTMLFormElement[] = [];

// Before the library puts its own around it.
HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
  posted.push(this);
};

let protect: () => () => void;

beforeEach(async () => {
  posted.length = 0;
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  // A copy of its own: another may have told the developer by now.
  vi.resetModules();
  const { protectForm } = await import('../../../src/index.js');
  protect = () => {
    const end = protectForm(page.captcha, page.form);
    page.endWithTest(end);
    return end;
  };
});

const submit = () => HTMLFormElement.prototype.submit.call(page.form);

describe('form.submit() of a protected form', () => {
  it('inside the form’s own submit event is fine: the proof is in the form', async () => {
    page.form.addEventListener('submit', (event) => {
      event.preventDefault();
      submit();
    });
    protect();
    page.button('sign-in').click();
    await page.pass();
    expect(posted).toHaveLength(1);
    expect(page.hidden()).toHaveProperty('captcha-proof');
    submit();
    expect(warn).not.toHaveBeenCalled();
  });

  it('is no matter once the protection has ended', () => {
    protect()();
    submit();
    expect(posted).toEqual([page.form]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('posts it without a proof, and the developer is told, once', () => {
    protect();
    page.button('sign-in').click();
    submit();
    submit();
    expect(posted).toEqual([page.form, page.form]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Call requestSubmit() instead.'));
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/warnings\.md#post_without_proof$/));
  });
});
