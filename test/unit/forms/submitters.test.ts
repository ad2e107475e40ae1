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

describe('a button that has gone during the check', () => {
  it.each([
    ['removed', () => page.button('register').remove()],
    ['disabled', () => (page.button('register').disabled = true)],
    ['made a plain button', () => (page.button('register').type = 'button')],
  ])('counts all the same: %s', async (_, change) => {
    page.protect();
    page.button('register').click();
    const { length } = page.form.children;
    change();
    const left = page.form.children.length;
    expect(left).toBeLessThanOrEqual(length);
    await page.pass();
    expect(page.sent).toEqual([expect.objectContaining({ action: 'register' })]);
    expect(actions).toEqual(['/register']);
    await nextTask();
    expect(page.form.children).toHaveLength(left);
  });

  it('is stood in for by one that nobody sees or clicks', async () => {
    const clicked: (EventTarget | null)[] = [];
    page.form.addEventListener('click', (event) => clicked.push(event.target));
    page.protect();
    const button = page.button('register');
    button.click();
    button.disabled = true;
    const visible: number[] = [];
    page.form.addEventListener('submit', () => visible.push(page.form.querySelectorAll('button:not([hidden])').length));
    await page.pass();
    expect(visible).toEqual([4]);
    expect(clicked).toEqual([button]);
  });
});
