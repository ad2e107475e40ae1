import { afterEach, describe, expect, it, vi } from 'vitest';
import { protectForm } from '../../../src/index.js';
import { stubCaptcha } from './stub-captcha.js';
import { nextTask, useTestForm } from './test-form.js';

const page = useTestForm();

/** The library as another bundle of the page has it. */
async function otherCopy(): Promise<typeof protectForm> {
  vi.resetModules();
  const copy = await import('../../../src/index.js');
  expect(copy.protectForm).not.toBe(protectForm);
  return copy.protectForm;
}

const checksOf = ({ captcha }: ReturnType<typeof stubCaptcha>) => vi.mocked(captcha.verify).mock.calls.length;

describe.each(['this copy of the library', 'another copy of it'])('of two protections of one form, by %s,', (whose) => {
  const protectBy = () => (whose === 'this copy of the library' ? Promise.resolve(protectForm) : otherCopy());
  const second = () => stubCaptcha();
  let end: (() => void)[] = [];
  afterEach(() => end.splice(0).forEach((act) => act()));

  it.each([
    ['element and element', 'form', 'form'],
    ['element and selector', 'form', '#login'],
    ['selector and element', '#login', 'form'],
    ['two selectors', '#login', '[action="/login"]'],
    ['one selector twice', '#login', '#login'],
  ])('the latest checks, once, and the form is sent once: %s', async (_, first, then) => {
    const target = (name: string) => (name === 'form' ? page.form : name);
    const other = second();
    end = [protectForm(page.captcha, target(first))];
    end.push((await protectBy())(other.captcha, target(then), { field: 'second' }));
    page.button('sign-in').click();
    await nextTask();
    await other.pass();
    await nextTask();
    expect([checksOf(page), checksOf(other)]).toEqual([0, 1]);
    expect(page.sent).toEqual([{ user: 'ada', action: 'sign-in', second: expect.any(String) as string }]);
  });

  it('the earlier one counts for the forms that the latest is not for', async () => {
    document.body.insertAdjacentHTML('beforeend', '<form id="other"><button id="send">Send</button></form>');
    const other = second();
    end = [protectForm(page.captcha, 'form')];
    end.push((await protectBy())(other.captcha, '#other'));
    page.button('sign-in').click();
    page.button('send').click();
    expect([checksOf(page), checksOf(other)]).toEqual([1, 1]);
  });

  it('the earlier one counts again when the latest has ended', async () => {
    end = [protectForm(page.captcha, '#login')];
    (await protectBy())(second().captcha, 'form')();
    page.button('sign-in').click();
    expect(checksOf(page)).toBe(1);
  });

  it("a later one ends the earlier one's check", async () => {
    const other = second();
    end = [protectForm(page.captcha, '#login')];
    page.button('sign-in').click();
    end.push((await protectBy())(other.captcha, 'form'));
    await nextTask(200);
    expect(page.signals[0]?.aborted).toBe(true);
    page.button('sign-in').click();
    await nextTask();
    await other.pass();
    expect(page.sent).toHaveLength(1);
  });
});

/**
 * What a copy did before protections were page-wide: it takes each `submit` event for the user's but its own, and
 * writes the proof into the field of that name.
 */
function protectAsBefore(form: HTMLFormElement, check: () => Promise<string>): { checks: () => number } {
  let isSending = false;
  let isRunning = false;
  let checks = 0;
  const onSubmit = (event: SubmitEvent) => {
    if (isSending || event.defaultPrevented) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isRunning) return;
    isRunning = true;
    checks += 1;
    void check().then((proof) => {
      isRunning = false;
      let field = form.querySelector<HTMLInputElement>('[name=captcha-proof]');
      if (!field) {
        form.insertAdjacentHTML('beforeend', '<input type="hidden" name="captcha-proof">');
        field = form.lastElementChild as HTMLInputElement;
      }
      field.value = proof;
      isSending = true;

      form.requestSubmit(event.submitter);
      isSending = false;
    });
  };
  window.addEventListener('submit', onSubmit, true);
  page.endWithTest(() => window.removeEventListener('submit', onSubmit, true));
  return { checks: () => checks };
}

describe('beside a copy of the library that knows of no other', () => {
  const oldProof = (name: string) => `{"v":1,"id":"190000001","vendor":"tencent","ticket":"${name}","randstr":"@a"}`;

  /** The page's state as a session of any copy leaves it. */
  function sessionsHaveBeen(count: number): () => void {
    const state = (window as unknown as Record<symbol, { sessions: number }>)[Symbol.for('captcha-failover.page')];
    if (!state) throw new Error('no state of the page');
    const before = state.sessions;
    state.sessions = count;
    return () => (state.sessions = before);
  }

  it.each([
    ['before', 1, 0],
    ['after', 1, 1],
  ])('that was there %s, the form is sent, and no check follows', async (when, oldChecks, ownChecks) => {
    const proof = oldProof(when);
    const check = () => Promise.resolve(proof);
    const before = when === 'before' ? protectAsBefore(page.form, check) : undefined;
    page.protect();
    const old = before ?? protectAsBefore(page.form, check);
    const restore = sessionsHaveBeen(1);
    page.button('sign-in').click();
    for (let round = 0; round < 5; round += 1) {
      await page.pass();
      await nextTask();
    }
    expect(page.sent).toEqual([{ user: 'ada', action: 'sign-in', 'captcha-proof': proof }]);
    expect([old.checks(), checksOf(page)]).toEqual([oldChecks, ownChecks]);
    restore();
  });

  it('a field that only tells of a proof is none', () => {
    const restore = sessionsHaveBeen(1);
    page.form.insertAdjacentHTML('beforeend', `<input type="hidden" name="log" value='sent ${oldProof('told')}'>`);
    page.protect();
    page.button('sign-in').click();
    expect(checksOf(page)).toBe(1);
    restore();
  });

  it('a proof that the server has sent along is no proof', async () => {
    const restore = sessionsHaveBeen(0);
    page.form.insertAdjacentHTML(
      'beforeend',
      `<input type="hidden" name="captcha-proof" value='${oldProof('stale')}'>`,
    );
    page.protect();
    page.button('sign-in').click();
    expect(checksOf(page)).toBe(1);
    sessionsHaveBeen(1);
    await page.pass();
    await nextTask();
    page.button('sign-in').click();
    expect(checksOf(page)).toBe(2);
    restore();
  });
});
