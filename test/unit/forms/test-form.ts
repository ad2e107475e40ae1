import { afterEach, beforeEach, vi, type Mock } from 'vitest';
import { protectForm, type ProtectFormOptions } from '../../../src/index.js';
import { passed, stubCaptcha, tencentProof, tick, type StubCaptcha } from './stub-captcha.js';

/** A form of a page, protected by a stub. */
export interface TestForm extends StubCaptcha {
  form: HTMLFormElement;
  readonly reportError: Mock;
  /** What the browser would have sent: the entries of each submission that went through. */
  readonly sent: Record<string, string>[];
  protect(options?: ProtectFormOptions): () => void;
  /** Ends a protection after the test. */
  endWithTest(end: () => void): void;
  button(name: string): HTMLButtonElement;
  /** Values of the hidden fields that the form has now. */
  hidden(): Record<string, string>;
}

const markup = `
  <form id="login" action="/login" method="post">
    <input name="user" value="ada" required>
    <button id="sign-in" name="action" value="sign-in">Sign in</button>
    <button id="register" name="action" value="register" formaction="/register">Register</button>
    <button id="cancel" formmethod="dialog">Cancel</button>
    <button id="plain" type="button">Help</button>
  </form>`;

/** Puts a form into the page before each test. */
export function useTestForm(): TestForm {
  const page = {} as { -readonly [K in keyof TestForm]: TestForm[K] };
  let stop: (() => void)[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML = markup;
    const form = document.querySelector('form') as HTMLFormElement;
    const stub = stubCaptcha();
    Object.assign(page, stub);
    // As if the user took a while: the press and its task are over.
    page.settle = (outcome) => {
      vi.advanceTimersByTime(1);
      return stub.settle(outcome);
    };
    page.pass = (proof = tencentProof()) => page.settle(passed(proof));
    page.form = form;
    page.sent = [];
    page.reportError = vi.fn();
    vi.stubGlobal('reportError', page.reportError);
    // What is not prevented by then would leave the page.
    const onSubmit = (event: SubmitEvent) => {
      if (event.target === page.form && !event.defaultPrevented)
        page.sent.push(Object.fromEntries(new FormData(page.form, event.submitter)) as Record<string, string>);
    };
    window.addEventListener('submit', onSubmit);
    stop = [() => window.removeEventListener('submit', onSubmit)];
    page.protect = (options) => {
      const end = protectForm(page.captcha, page.form, options);
      stop.push(end);
      return end;
    };
    page.endWithTest = (end) => void stop.push(end);
    page.button = (name) => document.getElementById(name) as HTMLButtonElement;
    page.hidden = () =>
      Object.fromEntries(
        Array.from(page.form.querySelectorAll<HTMLInputElement>('input[type=hidden]'), ({ name, value }) => [
          name,
          value,
        ]),
      );
  });

  afterEach(() => {
    for (const end of stop) end();
    vi.useRealTimers();
    document.body.replaceChildren();
  });

  return page;
}

/** Lets what waits for a task of its own have it, or for so long. */
export async function nextTask(ms = 1): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await tick();
}
