import { beforeEach, describe, expect, it } from 'vitest';
import { nextTask, useTestForm } from './test-form.js';

const page = useTestForm();

/** Where the browser would send the form to. */
let actions: (string | null)[];

beforeEach(() => {
  actions = [];
  page.form.addEventListener('submit', ({ submitter }) =>
    actions.push(submitter && submitter.getAttribute('formaction')),
  );
});

describe('a button that stays away after the check', () => {
  it.each([
    ['removed', () => page.button('register').remove()],
    ['made a plain button', () => (page.button('register').type = 'button')],
  ])('counts all the same: %s', async (_, change) => {
    page.protect();
    page.button('register').click();
    change();
    const { length } = page.form.children;
    await page.pass();
    await nextTask(499);
    expect(page.sent).toEqual([]);
    await nextTask();
    expect(page.sent).toEqual([expect.objectContaining({ action: 'register' })]);
    expect(actions).toEqual(['/register']);
    await nextTask();
    expect(page.form.children).toHaveLength(length);
  });

  it('is stood in for by one that nobody sees or clicks', async () => {
    const clicked: (EventTarget | null)[] = [];
    page.form.addEventListener('click', (event) => clicked.push(event.target));
    page.protect();
    const button = page.button('register');
    button.click();
    button.remove();
    const visible: number[] = [];
    page.form.addEventListener('submit', () => visible.push(page.form.querySelectorAll('button:not([hidden])').length));
    await page.pass();
    await nextTask(500);
    expect(visible).toEqual([3]);
    expect(clicked).toEqual([button]);
  });
});

describe('a button that is disabled while a check runs', () => {
  let submitters: (HTMLElement | null)[];
  beforeEach(() => {
    submitters = [];
    page.form.addEventListener('submit', ({ submitter }) => submitters.push(submitter));
  });

  it('is the one that submits, once it is enabled again', async () => {
    page.protect();
    const button = page.button('register');
    button.click();
    button.disabled = true;
    await page.pass();
    await nextTask(100);
    expect(submitters).toEqual([]);
    button.disabled = false;
    await nextTask(10);
    expect(submitters).toEqual([button]);
    expect(page.sent).toEqual([expect.objectContaining({ action: 'register' })]);
  });

  it('is the one that submits even if it stays so, and what it says is sent', async () => {
    page.protect();
    const button = page.button('register');
    button.click();
    button.disabled = true;
    await page.pass();
    await nextTask(500);
    expect(submitters).toEqual([button]);
    expect(actions).toEqual(['/register']);
    expect(page.sent).toEqual([expect.objectContaining({ action: 'register' })]);
    expect(button.disabled).toBe(true);
    await nextTask();
    expect(page.hidden()).toEqual({});
  });

  it('sends nothing more than it has a name for', async () => {
    page.protect();
    page.button('sign-in').removeAttribute('name');
    page.button('sign-in').click();
    page.button('sign-in').disabled = true;
    await page.pass();
    await nextTask(500);
    expect(page.sent).toEqual([{ user: 'ada', 'captcha-proof': expect.any(String) as string }]);
  });

  it('says what it says in its own field, whatever hidden field has its name', async () => {
    page.form.insertAdjacentHTML('afterbegin', '<input type="hidden" name="action" value="default">');
    const entries: FormDataEntryValue[][] = [];
    page.form.addEventListener('submit', () => entries.push(new FormData(page.form).getAll('action')));
    page.protect();
    page.button('sign-in').click();
    page.button('sign-in').disabled = true;
    await page.pass();
    await nextTask(500);
    expect(entries).toEqual([['default', 'sign-in']]);
  });
});

describe('a button that a re-render has replaced', () => {
  it('submits in the place of the one that was pressed, as soon as it is there', async () => {
    const submitters: (HTMLElement | null)[] = [];
    page.form.addEventListener('submit', ({ submitter }) => submitters.push(submitter));
    page.protect();
    const pressed = page.button('register');
    const { outerHTML } = pressed;
    pressed.click();
    pressed.replaceWith('Checking');
    await page.pass();
    await nextTask(50);
    page.form.insertAdjacentHTML('beforeend', outerHTML);
    await nextTask(10);
    expect(submitters).toEqual([page.button('register')]);
    expect(page.button('register')).not.toBe(pressed);
  });
});
