import { protectForm } from '../../../../src/index.js';
import type { Captcha, CaptchaStatus } from '../../../../src/index.js';
import { settle, type Run } from './run.js';
import { until, visibleVendorNodes } from './user.js';

/** The form is sent into a frame, by GET, so that what was sent stands in its address. */
const markup = `
  <form class="login" action="/row-log" target="sink">
    <fieldset>
      <input name="user" value="ada"><input name="password" value="secret">
      <button data-kind="new" name="action" value="register" formaction="/js/captcha.js">Register</button>
    </fieldset>
  </form>`;

interface OwnForm {
  readonly form: HTMLFormElement;
  readonly fieldset: HTMLFieldSetElement;
  readonly button: HTMLButtonElement;
}

function findForm(): OwnForm {
  const form = document.querySelector('form');
  const fieldset = form?.querySelector('fieldset');
  const button = form?.querySelector('button');
  if (!form || !fieldset || !button) throw new Error('The form is not there');
  return { form, fieldset, button };
}

function addForm(): OwnForm {
  document.body.insertAdjacentHTML('beforeend', `<main>${markup}</main><iframe name="sink" hidden></iframe>`);
  return findForm();
}

/** A captcha whose checks are the row's. */
const recorded = (run: Run, captcha: Captcha): Pick<Captcha, 'verify'> => ({
  async verify({ signal } = {}) {
    const ended = await run.verify(captcha, signal);
    if (ended.status === 'rejected' || ended.status === 'threw') throw signal?.reason;
    return ended;
  },
});

const isChecking = (status: CaptchaStatus) => status === 'starting' || status === 'challenging';

/** What went into the frame: the path, and the fields' values; of the proof, that there is one. */
async function posted(): Promise<unknown> {
  const sink = document.querySelector<HTMLIFrameElement>('[name=sink]');
  const address = () => new URL(sink?.contentWindow?.location.href ?? '');
  await until(() => address().search !== '');
  const { pathname, searchParams } = address();
  const proofs = searchParams.getAll('captcha-proof').map((proof) => proof.startsWith('{"v":1,'));
  searchParams.delete('captcha-proof');
  return [pathname, String(searchParams), ...proofs];
}

/** Until the first `verify()` of the form has ended. */
const checked = (run: Run) => until(() => run.ended.some(Boolean), 30_000);

/** What a page does to its form while a check runs. */
export const forms = {
  /** Fields and button are disabled by the status, as late as React does it. */
  async form_disabled_by_status(run: Run) {
    const { fieldset, button } = addForm();
    const captcha = run.create();
    const during: unknown[] = [];
    captcha.subscribe((status) => {
      setTimeout(() => {
        if (run.spec.how !== 'the button') fieldset.disabled = isChecking(status);
        if (run.spec.how !== 'the fieldset') button.disabled = isChecking(status);
      }, 60);
    });
    addEventListener('submit', ({ submitter }) => during.push(submitter?.dataset['kind'], button.disabled));
    const end = protectForm(recorded(run, captcha), 'form');
    button.click();
    await run.act(checked(run));
    run.sees['posted'] = await posted();
    run.sees['button'] = during;
    end();
  },

  /** The page disables them at the press, for good. */
  async form_stays_disabled(run: Run) {
    const { form, fieldset, button } = addForm();
    const end = protectForm(recorded(run, run.create()), form);
    button.click();
    fieldset.disabled = button.disabled = true;
    await run.act(checked(run));
    run.sees['posted'] = await posted();
    run.sees['disabled'] = [fieldset.disabled, button.disabled];
    end();
  },

  /** The view that the form is in is left while the challenge is up. */
  async form_leaves(run: Run) {
    const { form, button } = addForm();
    const view = form.parentElement;
    const captcha = run.create();
    const end = protectForm(recorded(run, captcha), run.spec.how === 'by selector' ? 'form' : form);
    button.click();
    await run.event('shown');
    if (run.spec.how === 'kept alive') document.createElement('div').append(view ?? form);
    else view?.remove();
    await checked(run);
    await settle();
    run.sees['status'] = captcha.status;
    run.sees['visible'] = visibleVendorNodes().length;
    end();
  },

  /** A re-render replaces the form while the challenge is up. */
  async form_is_replaced(run: Run) {
    const { form, button } = addForm();
    const end = protectForm(recorded(run, run.create()), 'form.login');
    button.click();
    await run.event('shown');
    form.outerHTML = markup;
    await run.act(checked(run));
    const { faults } = window.recorded;
    await until(() => faults.length > 0);
    findForm().button.click();
    run.sees['posted'] = await posted();
    // What is told here is a fault of the page's; and nothing else may be told.
    run.sees['told'] = faults.splice(0).map((fault) => /A form[\w ]+/.exec(fault)?.[0] ?? fault);
    run.sees['checks'] = run.ended.length;
    end();
  },

  /** Two copies of the library on one page. */
  async form_of_two_copies(run: Run) {
    const { form, button } = addForm();
    const address = '/dist/bundled.js?copy=2';
    const copy = (await import(address)) as { protectForm: typeof protectForm };
    run.sees['copies'] = copy.protectForm !== protectForm;
    const captcha = run.create();
    const ends = [protectForm(recorded(run, captcha), form), copy.protectForm(recorded(run, captcha), 'form')];
    button.click();
    await run.act(checked(run));
    run.sees['posted'] = await posted();
    await settle();
    run.sees['checks'] = run.ended.length;
    ends.forEach((end) => end());
  },
};
