import { describe, expect, it, vi } from 'vitest';
import { protectForm, type AliyunProof } from '../../../src/index.js';
import { countListeners } from '../fakes/listeners.js';
import { closed, stubCaptcha, tencentProof, tick } from './stub-captcha.js';
import { nextTask, useTestForm } from './test-form.js';

const page = useTestForm();
const proofJson = JSON.stringify(tencentProof());

describe('a protected form', () => {
  it('is sent once, with the proof as JSON and the button that was pressed', async () => {
    page.protect();
    page.button('sign-in').click();
    expect(page.sent).toEqual([]);
    await page.pass();
    expect(page.sent).toEqual([{ user: 'ada', action: 'sign-in', 'captcha-proof': proofJson }]);
  });

  it('is not sent without a proof, and can be tried again', async () => {
    page.protect();
    page.button('sign-in').click();
    await page.settle(closed);
    await nextTask();
    expect(page.sent).toEqual([]);
    expect(page.hidden()).toEqual({});
    expect(page.reportError).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent).toHaveLength(1);
  });

  it('is sent from a shadow root, too, where the window hears nothing', async () => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    root.append(page.form);
    const submits = (event: Event) => event.stopPropagation();
    root.addEventListener('submit', submits);
    page.protect();
    const button = page.form.querySelector('button');
    button?.click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
    await page.pass();
    expect(page.hidden()).toHaveProperty('captcha-proof');
  });

  it('is checked once, however often it is submitted meanwhile', async () => {
    page.protect();
    page.button('sign-in').click();
    page.button('sign-in').click();
    page.button('register').click();
    page.form.requestSubmit();
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
    await page.pass();
    expect(page.sent).toEqual([expect.objectContaining({ action: 'sign-in' })]);
  });

  it('is not checked as long as the browser finds it invalid', () => {
    page.protect();
    (page.form.elements.namedItem('user') as HTMLInputElement).value = '';
    page.button('sign-in').click();
    expect(page.captcha.verify).not.toHaveBeenCalled();
  });

  it('is not sent when it became invalid during the check, and keeps no proof', async () => {
    page.protect();
    page.button('sign-in').click();
    (page.form.elements.namedItem('user') as HTMLInputElement).value = '';
    await page.pass();
    expect(page.sent).toEqual([]);
    expect(page.hidden()).toEqual({});
  });

  it('is sent for a recovery proof, too: the server judges it', async () => {
    page.protect();
    page.button('sign-in').click();
    const proof = { ...tencentProof('trerror_1001_190000001_1795219200'), failures: [] };
    await page.pass(proof);
    expect(page.sent[0]).toMatchObject({ 'captcha-proof': JSON.stringify(proof) });
  });

  it('is left alone where the page has refused the submission before', () => {
    page.protect();
    const refuse = (event: Event) => event.preventDefault();
    document.addEventListener('submit', refuse, true);
    window.addEventListener('submit', refuse, true);
    const end = protectForm(page.captcha, page.form);
    page.button('sign-in').click();
    document.removeEventListener('submit', refuse, true);
    window.removeEventListener('submit', refuse, true);
    end();
    expect(page.captcha.verify).not.toHaveBeenCalled();
  });

  it('lets a button through that only closes its dialog', () => {
    page.protect();
    page.button('cancel').click();
    expect(page.captcha.verify).not.toHaveBeenCalled();
    expect(page.sent).toHaveLength(1);
  });

  it.each(['dialogue', 'no-dialog'])('is checked for a button with the method %s, which closes none', (method) => {
    page.button('cancel').setAttribute('formmethod', method);
    page.protect();
    page.button('cancel').click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
    expect(page.sent).toEqual([]);
  });

  it('ignores the submissions of other forms', () => {
    page.protect();
    document.body.insertAdjacentHTML('beforeend', '<form id="search"><button id="go">Go</button></form>');
    page.button('go').click();
    expect(page.captcha.verify).not.toHaveBeenCalled();
  });

  it('reports what verify() throws, and is not sent', async () => {
    page.protect();
    const fault = new Error('no captcha');
    vi.mocked(page.captcha.verify).mockImplementationOnce(() => {
      throw fault;
    });
    page.button('sign-in').click();
    await tick();
    expect(page.reportError).toHaveBeenCalledExactlyOnceWith(fault);
    expect(page.sent).toEqual([]);
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent).toHaveLength(1);
  });

  it('never uses the proof of another form, and asks for one of its own', async () => {
    document.body.insertAdjacentHTML('beforeend', '<form id="other"><button id="send">Send</button></form>');
    const other = document.getElementById('other') as HTMLFormElement;
    const posted: (FormDataEntryValue | null)[] = [];
    other.addEventListener('submit', (event) => {
      event.preventDefault();
      posted.push(new FormData(other).get('captcha-proof'));
    });
    const end = protectForm(page.captcha, other);
    page.protect();
    page.button('sign-in').click();
    page.button('send').click();
    await page.pass();
    expect([page.sent.length, posted]).toEqual([1, []]);
    const second = tencentProof('tr03second*');
    await page.pass(second);
    expect(posted).toEqual([JSON.stringify(second)]);
    end();
  });
});

describe('the listeners of the page', () => {
  it('hear nothing before the proof is there, wherever they listen', async () => {
    const heard: string[] = [];
    const listen = (place: EventTarget, name: string, capture: boolean) => {
      const listener = () => heard.push(`${name}: ${page.hidden()['captcha-proof'] ? 'proof' : 'none'}`);
      place.addEventListener('submit', listener, capture);
      return () => place.removeEventListener('submit', listener, capture);
    };
    const stops = [
      // Some of them are there before the protection is.
      listen(page.form, 'form', false),
      listen(page.form, 'form, capturing', true),
      listen(document, 'document, capturing', true),
    ];
    page.protect();
    stops.push(listen(document, 'document', false));
    page.form.onsubmit = () => void heard.push('onsubmit');
    page.button('sign-in').click();
    expect(heard).toEqual([]);
    await page.pass();
    expect(heard).toHaveLength(5);
    expect(heard.filter((text) => text.includes('none'))).toEqual([]);
    for (const stop of stops) stop();
  });

  it('are told the button that was pressed', async () => {
    const submitters: (HTMLElement | null)[] = [];
    page.form.addEventListener('submit', (event) => submitters.push(event.submitter));
    page.protect();
    page.button('register').click();
    await page.pass();
    expect(submitters).toEqual([page.button('register')]);
  });
});

describe('a page that posts by itself', () => {
  it('finds the proof for as long as it needs, and gets another one at the next submission', async () => {
    const proofs: (string | undefined)[] = [];
    page.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void tick().then(() => proofs.push(page.hidden()['captcha-proof']));
    });
    page.protect();
    page.button('sign-in').click();
    await page.pass();
    await nextTask();
    expect(proofs).toEqual([proofJson]);
    expect(page.hidden()).toEqual({ 'captcha-proof': proofJson });

    page.button('sign-in').click();
    expect(page.hidden()).toEqual({});
    const second = tencentProof('tr03second*');
    await page.pass(second);
    await tick();
    expect(proofs).toEqual([proofJson, JSON.stringify(second)]);
    expect(page.captcha.verify).toHaveBeenCalledTimes(2);
  });

  it('leaves no proof behind after a reset', async () => {
    page.form.addEventListener('submit', (event) => event.preventDefault());
    page.protect();
    page.button('sign-in').click();
    await page.pass();
    expect(page.hidden()).not.toEqual({});
    page.form.reset();
    expect(page.hidden()).toEqual({});
  });

  it('may reset its form or end the protection while it reads', async () => {
    let read: FormDataEntryValue | null = null;
    const end = page.protect();
    page.form.addEventListener('submit', (event) => {
      event.preventDefault();
      page.form.reset();
      end();
      read = new FormData(page.form).get('captcha-proof');
    });
    page.button('sign-in').click();
    await page.pass();
    expect(read).toBe(proofJson);
    expect(page.hidden()).toEqual({});
  });
});

describe('hidden fields', () => {
  it('go in the task after the form was sent: the page may stay, as with a download', async () => {
    page.protect();
    page.button('sign-in').click();
    await page.pass();
    expect(page.hidden()).toEqual({ 'captcha-proof': proofJson });
    await nextTask();
    expect(page.hidden()).toEqual({});
  });

  it('have the name that was asked for', async () => {
    page.protect({ field: 'proof' });
    page.button('sign-in').click();
    await page.pass();
    expect(page.hidden()).toEqual({ proof: proofJson });
  });

  it('are those that the back end reads', async () => {
    page.protect({
      fields: (proof) => ('randstr' in proof ? { ticket: proof.ticket, rand: proof.randstr } : { param: '' }),
    });
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent[0]).toMatchObject({ ticket: 'tr03abc*', rand: '@a1B' });
  });

  it('are left out where the proof lacks what they are for', async () => {
    page.form.insertAdjacentHTML('beforeend', '<input type="hidden" name="captchaVerifyParam" value="none yet">');
    page.protect({ fields: ({ ticket, randstr, captchaVerifyParam }) => ({ ticket, randstr, captchaVerifyParam }) });
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent[0]).toMatchObject({ ticket: 'tr03abc*', randstr: '@a1B', captchaVerifyParam: 'none yet' });
    expect(page.reportError).not.toHaveBeenCalled();
  });

  it('are the own ones of the form where it has them, and get their old value back', async () => {
    page.form.insertAdjacentHTML('beforeend', '<input type="hidden" name="captcha-proof" value="none yet">');
    page.protect();
    page.button('sign-in').click();
    await page.pass();
    expect(new FormData(page.form).getAll('captcha-proof')).toEqual([proofJson]);
    await nextTask();
    expect(page.hidden()).toEqual({ 'captcha-proof': 'none yet' });
  });

  it.each([
    [
      'throws',
      () => {
        throw new TypeError('broken');
      },
    ],
    ['gives no object', () => 'ticket'],
    ['gives nothing', () => undefined],
    ['gives a promise of another kind of value', () => ({ ticket: Promise.resolve('x') })],
    ['gives no field at all', () => ({})],
    ['names what the other vendor has', ({ captchaVerifyParam }: AliyunProof) => ({ captchaVerifyParam })],
    ['gives a number', () => ({ ticket: 1 })],
    ['gives a number beside a text', () => ({ ticket: 'x', time: 1 })],
  ])('are not written, and nothing is sent, when fields() %s', async (_, fields) => {
    page.protect({ fields: fields as unknown as () => Record<string, string> });
    page.button('sign-in').click();
    await page.pass();
    expect(page.reportError).toHaveBeenCalledExactlyOnceWith(expect.any(TypeError));
    expect(page.sent).toEqual([]);
    expect(page.hidden()).toEqual({});
    expect(page.form.elements).toHaveLength(5);
  });

  it('have to be texts, and the page is told so', async () => {
    page.protect({ fields: () => ({ ticket: 1 }) as never });
    page.button('sign-in').click();
    await page.pass();
    expect(page.reportError).toHaveBeenCalledWith(new TypeError('fields(proof) must return an object of strings.'));
  });

  it('of another name are left as they are', async () => {
    page.form.insertAdjacentHTML('afterbegin', '<input type="hidden" name="csrf" value="token1">');
    page.protect();
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent).toEqual([{ user: 'ada', action: 'sign-in', csrf: 'token1', 'captcha-proof': proofJson }]);
  });
});

describe('the end of a protection', () => {
  it('ends a running check and leaves the form as it was', async () => {
    const end = page.protect();
    page.button('sign-in').click();
    end();
    expect(page.signals[0]?.aborted).toBe(true);
    await page.pass();
    await tick();
    expect(page.sent).toEqual([]);
    expect(page.reportError).not.toHaveBeenCalled();
    page.button('sign-in').click();
    expect(page.sent).toEqual([{ user: 'ada', action: 'sign-in' }]);
  });

  it('comes with a reset for the running check only', async () => {
    page.protect();
    page.button('sign-in').click();
    page.form.reset();
    expect(page.signals[0]?.aborted).toBe(true);
    await tick();
    page.button('sign-in').click();
    await page.pass();
    expect(page.sent).toHaveLength(1);
  });

  it('comes with a reset although the check has just passed', async () => {
    page.protect();
    page.button('sign-in').click();
    const passing = page.pass();
    page.form.reset();
    await passing;
    expect(page.sent).toEqual([]);
    expect(page.hidden()).toEqual({});
  });

  it('of one check leaves the next one alone', async () => {
    page.protect();
    page.button('sign-in').click();
    page.form.reset();
    page.button('sign-in').click();
    await tick();
    page.button('sign-in').click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(2);
  });

  it('does not come with a reset that the page refused, nor with that of a part of the form', async () => {
    page.protect();
    page.button('sign-in').click();
    page.form.addEventListener('reset', (event) => event.preventDefault(), { capture: true, once: true });
    page.form.reset();
    page.form.elements[0]?.dispatchEvent(new Event('reset', { bubbles: true }));
    expect(page.signals[0]?.aborted).toBe(false);
    await page.pass();
    expect(page.sent).toHaveLength(1);
  });

  it('leaves no listener behind', () => {
    const listeners = countListeners();
    const end = page.protect();
    expect(listeners.open()).not.toEqual([]);
    end();
    listeners.stop();
    expect(listeners.open()).toEqual([]);
  });

  it('leaves no listener behind, either, when it comes in mid-check', async () => {
    const listeners = countListeners();
    const end = page.protect();
    page.button('sign-in').click();
    await nextTask();
    end();
    await nextTask();
    listeners.stop();
    // That on the signal is the stub's.
    expect(listeners.open().filter((each) => each !== 'AbortSignal abort')).toEqual([]);
  });

  it('comes with a new protection of the same form', async () => {
    page.protect();
    page.button('sign-in').click();
    const second = stubCaptcha();
    const end = protectForm(second.captcha, page.form, { field: 'second' });
    expect(page.signals[0]?.aborted).toBe(true);
    await nextTask();
    page.button('sign-in').click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
    await nextTask();
    await second.pass();
    expect(page.sent).toEqual([expect.objectContaining({ second: proofJson })]);
    end();
  });

  it('may come twice, and not for the one that came after', () => {
    const end = page.protect();
    end();
    page.protect();
    end();
    page.button('sign-in').click();
    expect(page.captcha.verify).toHaveBeenCalledTimes(1);
  });
});
