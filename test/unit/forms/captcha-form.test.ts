import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { captchaForm, type CaptchaOptions, type Outcome, type ProtectFormOptions } from '../../../src/index.js';
import { fakeProvider } from '../../../src/testing/index.js';

let form: HTMLFormElement;
let sent: Record<string, unknown>[];
let undo: (() => void) | undefined;
const listener = (event: SubmitEvent) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  sent.push(Object.fromEntries(new FormData(form)));
};

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<form><input name="user" value="ada"><button>Send</button></form>';
  form = document.querySelector('form') as HTMLFormElement;
  sent = [];
  window.addEventListener('submit', listener);
});
afterEach(() => {
  undo?.();
  undo = undefined;
  window.removeEventListener('submit', listener);
  vi.useRealTimers();
});

const options = (more?: Partial<CaptchaOptions & ProtectFormOptions>): CaptchaOptions & ProtectFormOptions => ({
  providers: fakeProvider(),
  preload: 'none',
  ...more,
});
const press = async () => {
  form.querySelector('button')?.click();
  await vi.advanceTimersByTimeAsync(50);
};

describe('captchaForm', () => {
  it('lets the form be sent with a proof only', async () => {
    undo = captchaForm(options())(form);
    await press();
    expect(sent).toEqual([{ user: 'ada', 'captcha-proof': expect.stringContaining('fake_pass_1') as string }]);
  });

  it('takes the options of protectForm, too, and warns of none of them', async () => {
    const warn = vi.spyOn(console, 'warn');
    undo = captchaForm(options({ fields: ({ v }) => ({ version: String(v) }) }))(form);
    await press();
    expect(sent).toEqual([{ user: 'ada', version: '1' }]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('does nothing before it has a form, and nothing with null', () => {
    const protect = captchaForm(options({ preload: 'eager' }));
    expect(protect(null)).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is undone: a running check ends, and the form is sent as if it had never been', async () => {
    const outcomes: string[] = [];
    undo = captchaForm(
      options({ providers: fakeProvider({ after: 1000 }), onEvent: ({ type }) => void outcomes.push(type) }),
    )(form);
    await press();
    undo?.();
    await vi.advanceTimersByTimeAsync(2000);
    expect(outcomes).not.toContain('outcome');
    expect(sent).toEqual([]);
    await press();
    expect(sent).toEqual([{ user: 'ada' }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('serves several forms, each with a captcha of its own', async () => {
    const protect = captchaForm(options());
    const other = document.createElement('form');
    document.body.append(other);
    const undoOther = protect(other);
    undo = protect(form);
    undoOther?.();
    await press();
    expect(sent).toHaveLength(1);
  });

  it('throws what is wrong, of the captcha or of the form, and leaves nothing', () => {
    expect(() => captchaForm(options({ mode: 'float' as never }))(form)).toThrow('mode: expected');
    const eager = options({ preload: 'idle', field: '' });
    expect(() => captchaForm(eager)(form)).toThrow('field: expected');
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('a protected form hears each outcome before it is sent, as an event that bubbles', async () => {
  const heard: unknown[] = [];
  const hear = (event: Event) => void heard.push(event.target, (event as CustomEvent<Outcome>).detail, sent.length);
  document.addEventListener('captcha-failover:outcome', hear);
  undo = captchaForm(options())(form);
  await press();
  document.removeEventListener('captcha-failover:outcome', hear);
  expect(heard).toEqual([form, expect.objectContaining({ status: 'passed' }), 0]);
  expect(sent).toHaveLength(1);
});

it('a protected form hears of a challenge that was closed, and is not sent', async () => {
  const heard: unknown[] = [];
  form.addEventListener('captcha-failover:outcome', (event) => heard.push((event as CustomEvent<Outcome>).detail));
  undo = captchaForm(options({ providers: fakeProvider({ result: 'close' }) }))(form);
  await press();
  expect(heard).toEqual([{ status: 'dismissed', proof: null, reason: 'closed' }]);
  expect(sent).toEqual([]);
});
