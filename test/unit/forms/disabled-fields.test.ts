import { describe, expect, it } from 'vitest';
import { nextTask, useTestForm } from './test-form.js';

const page = useTestForm();

/** Puts the fields of the form into a fieldset. */
function wrapFields(): HTMLFieldSetElement {
  const fieldset = document.createElement('fieldset');
  fieldset.append(...Array.from(page.form.children));
  page.form.append(fieldset);
  return fieldset;
}

const control = (name: string) => page.form.elements.namedItem(name) as HTMLInputElement;

describe('what the page disables while it checks is sent all the same', () => {
  it.each([
    ['a field', () => control('user')],
    ['a fieldset in the form', wrapFields],
    [
      'a fieldset around the form',
      () => {
        const fieldset = document.createElement('fieldset');
        page.form.replaceWith(fieldset);
        fieldset.append(page.form);
        return fieldset;
      },
    ],
  ])('%s, when the page has enabled it again', async (_, make) => {
    const disabled = make();
    page.protect();
    page.button('sign-in').click();
    disabled.disabled = true;
    await page.pass();
    await nextTask(70);
    expect(page.sent).toEqual([]);
    disabled.disabled = false;
    await nextTask(10);
    expect(page.sent).toEqual([expect.objectContaining({ user: 'ada', action: 'sign-in' })]);
  });

  it('a fieldset that stays disabled, after half a second, and it stays so', async () => {
    const fieldset = wrapFields();
    const during: boolean[] = [];
    page.form.addEventListener('submit', () => during.push(fieldset.disabled, control('user').disabled));
    page.protect();
    page.button('sign-in').click();
    fieldset.disabled = true;
    control('user').disabled = true;
    await page.pass();
    await nextTask(499);
    expect(page.sent).toEqual([]);
    await nextTask();
    expect(page.sent).toEqual([expect.objectContaining({ user: 'ada', action: 'sign-in' })]);
    expect(during).toEqual([false, false]);
    expect([fieldset.disabled, control('user').disabled]).toEqual([true, true]);
  });

  it('without a check on what was disabled when the user pressed', async () => {
    page.form.insertAdjacentHTML('beforeend', '<input name="coupon" value="x" disabled>');
    page.protect();
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent).toEqual([{ user: 'ada', action: 'sign-in', 'captcha-proof': expect.any(String) as string }]);
    expect(control('coupon').disabled).toBe(true);
  });

  it.each(['submit', 'image', 'button', 'reset'])('without waiting for an <input type="%s">', async (type) => {
    page.form.insertAdjacentHTML('beforeend', `<input name="more" type="${type}" alt="">`);
    const more = page.form.querySelector<HTMLInputElement>('[name=more]') as HTMLInputElement;
    page.protect();
    page.button('sign-in').click();
    more.disabled = true;
    await page.pass();
    expect(page.sent).toHaveLength(1);
    expect(more.disabled).toBe(true);
  });

  it('without waiting for other buttons, or fields of other forms', async () => {
    document.body.insertAdjacentHTML('beforeend', '<form><input id="query"></form>');
    const query = document.getElementById('query') as HTMLInputElement;
    page.protect();
    page.button('sign-in').click();
    page.button('register').disabled = true;
    query.disabled = true;
    await page.pass();
    expect(page.sent).toHaveLength(1);
    expect([page.button('register').disabled, query.disabled]).toEqual([true, true]);
  });

  it('once: a press while the page is waited for is ignored', async () => {
    page.protect();
    page.button('sign-in').click();
    control('user').disabled = true;
    await page.pass();
    page.button('register').click();
    await nextTask(500);
    await nextTask();
    expect(page.sent).toEqual([expect.objectContaining({ action: 'sign-in' })]);
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
  });

  it('but not after a reset', async () => {
    page.protect();
    page.button('sign-in').click();
    control('user').disabled = true;
    await page.pass();
    page.form.reset();
    await nextTask(500);
    await nextTask();
    expect(page.sent).toEqual([]);
    expect(control('user').disabled).toBe(true);
  });
});
