import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countListeners } from '../fakes/listeners.js';
import { openOldBrowser, type OldBrowser } from './old-browser.js';
import { nextTask, useTestForm } from './test-form.js';

const page = useTestForm();
const isProof = expect.any(String) as string;

describe('in a browser that neither tells the button nor has requestSubmit', () => {
  let browser: OldBrowser;
  beforeEach(() => (browser = openOldBrowser(page.form)));
  afterEach(() => browser.close());

  it('a form is sent with what the pressed button says, and nothing else', async () => {
    page.protect();
    page.button('register').click();
    expect(browser.sent).toEqual([]);
    await page.pass();
    expect(browser.sent).toEqual([
      {
        button: { name: 'action', value: 'register', formaction: '/register' },
        entries: { user: 'ada', action: 'register', 'captcha-proof': isProof },
      },
    ]);
    expect(page.form.querySelectorAll('button')).toHaveLength(4);
  });

  it('what a button says of encoding, method, validation and target counts, too', async () => {
    const says = { formenctype: 'text/plain', formmethod: 'get', formnovalidate: '', formtarget: '_top' };
    for (const [name, value] of Object.entries(says)) page.button('sign-in').setAttribute(name, value);
    page.protect();
    page.button('sign-in').click();
    await page.pass();
    expect(browser.sent).toMatchObject([{ button: { ...says, name: 'action', value: 'sign-in' } }]);
  });

  it.each([
    ['disabled', (button: HTMLButtonElement) => (button.disabled = true)],
    ['removed', (button: HTMLButtonElement) => button.remove()],
  ])('a button that stays %s is stood in for', async (_, change) => {
    page.protect();
    page.button('register').click();
    change(page.button('register'));
    await page.pass();
    await nextTask(500);
    const button = { name: 'action', value: 'register', formaction: '/register', hidden: '' };
    expect(browser.sent).toMatchObject([{ button, entries: { action: 'register' } }]);
    expect(page.form.querySelectorAll('[hidden]')).toHaveLength(0);
  });

  it('a form without a button is sent without one', async () => {
    page.protect();
    browser.submit();
    await page.pass();
    expect(browser.sent).toEqual([{ button: { hidden: '' }, entries: { user: 'ada', 'captcha-proof': isProof } }]);
  });

  it('a button counts only for its own click', async () => {
    const user = page.form.elements.namedItem('user') as HTMLInputElement;
    page.protect();
    user.value = '';
    page.button('register').click();
    await nextTask();
    user.value = 'ada';
    browser.submit();
    await page.pass();
    expect(browser.sent.map(({ entries }) => entries['action'])).toEqual([undefined]);
  });

  it('a click beside the buttons presses none', async () => {
    page.protect();
    page.button('plain').click();
    browser.submit();
    await page.pass();
    expect(browser.sent.map(({ entries }) => entries['action'])).toEqual([undefined]);
  });

  // Such elements have a form and a type of their own.
  it.each(['image/png', 'application/x-image'])(
    'a click on a picture (%s) in a button presses the button',
    async (type) => {
      const picture = Object.assign(document.createElement('object'), { type });
      Object.defineProperty(picture, 'form', { value: page.form });
      page.button('register').append(picture);
      page.protect();
      picture.click();
      await page.pass();
      expect(browser.sent.map(({ entries }) => entries['action'])).toEqual(['register']);
    },
  );

  it('a button that only closes its dialog is let through', () => {
    page.protect();
    page.button('cancel').click();
    expect(page.captcha.verify).not.toHaveBeenCalled();
    expect(browser.sent).toHaveLength(1);
  });
});

describe('in a browser that tells the button', () => {
  it('clicks are none of our business', () => {
    class TellingSubmitEvent extends Event {
      get submitter() {
        return null;
      }
    }
    vi.stubGlobal('SubmitEvent', TellingSubmitEvent);
    const listeners = countListeners();
    page.protect();
    listeners.stop();
    expect(listeners.open().filter((name) => name.endsWith('click'))).toEqual([]);
    expect(listeners.open()).not.toEqual([]);
  });
});
