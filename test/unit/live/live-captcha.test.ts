import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveCaptcha, type LiveCaptcha, type LiveOptions } from '../../../src/live/live-captcha.js';
import { fakeProvider } from '../../../src/testing/index.js';
import type { Outcome } from '../../../src/index.js';

let live: LiveCaptcha;
let told: string[];
let outcomes: Outcome[];

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  outcomes = [];
});
afterEach(() => {
  live.unmount();
  vi.useRealTimers();
});

const options = (more?: Partial<LiveOptions>): LiveOptions => ({
  providers: fakeProvider({ after: 1000 }),
  preload: 'none',
  onOutcome: (outcome) => void outcomes.push(outcome),
  ...more,
});
const make = (more?: Partial<LiveOptions>) =>
  (live = createLiveCaptcha(options(more), (status, outcome) =>
    told.push(`${status} ${outcome ? outcome.status : 'none'}`),
  ));
const mount = () => live.mount();
const verify = (signal?: AbortSignal) => live.handles.verify(signal && { signal });
const destroyed = { status: 'dismissed', proof: null, reason: 'destroyed' };

describe('verify() before the mount', () => {
  it('begins with it', async () => {
    make();
    const outcome = verify();
    await vi.advanceTimersByTimeAsync(5000);
    mount();
    await vi.advanceTimersByTimeAsync(1100);
    expect(await outcome).toMatchObject({ status: 'passed' });
    expect(vi.getTimerCount()).toBe(1);
  });

  it('waits for the deadline at most, and is destroyed then', async () => {
    make({ deadline: 4000 });
    const settled = vi.fn();
    void verify().then(settled);
    await vi.advanceTimersByTimeAsync(3999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledWith(destroyed);
    expect(outcomes).toEqual([destroyed]);
  });

  it('rejects with the reason of its signal, also of one that is aborted already, and leaves no timer', async () => {
    make();
    const controller = new AbortController();
    const waiting = verify(controller.signal);
    controller.abort('left');
    await expect(waiting).rejects.toBe('left');
    await expect(verify(controller.signal)).rejects.toBe('left');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is destroyed where an unmount follows the mount at once, and no other mount', async () => {
    make();
    const outcome = verify();
    mount();
    live.unmount();
    await vi.advanceTimersByTimeAsync(0);
    expect(await outcome).toEqual(destroyed);
    expect(outcomes).toEqual([destroyed]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins in the second mount, where an unmount follows the first at once', async () => {
    make();
    const outcome = verify();
    mount();
    live.unmount();
    mount();
    await vi.advanceTimersByTimeAsync(1100);
    expect(await outcome).toMatchObject({ status: 'passed' });
  });
});

describe('the end of a component', () => {
  it('ends a check as destroyed, and a verify() after it, too', async () => {
    make();
    mount();
    const outcome = verify();
    live.unmount();
    expect(await outcome).toEqual(destroyed);
    const later = verify();
    await vi.advanceTimersByTimeAsync(0);
    expect(await later).toEqual(destroyed);
    expect(outcomes).toEqual([destroyed, destroyed]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells each outcome once, however many have waited for it', async () => {
    make();
    mount();
    await Promise.all([verify(), verify(), vi.advanceTimersByTimeAsync(1100)]);
    expect(outcomes).toHaveLength(1);
    expect(told).toEqual(expect.arrayContaining(['starting none', 'challenging none']));
    expect(told.at(-1)).toMatch(/ passed$/);
    void verify();
    expect(told.at(-1)).toBe('starting none');
  });

  it('is an outcome of button, too, told once', async () => {
    vi.stubGlobal('reportError', vi.fn());
    const button = document.createElement('button');
    button.type = 'button';
    document.body.append(button);
    make({ button });
    mount();
    button.click();
    live.unmount();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcomes).toEqual([destroyed]);
    mount();
    button.click();
    await vi.advanceTimersByTimeAsync(1100);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['dismissed', 'passed']);
    button.remove();
  });

  it('reset() empties the outcome', async () => {
    make();
    mount();
    await Promise.all([verify(), vi.advanceTimersByTimeAsync(1100)]);
    live.handles.reset();
    await vi.advanceTimersByTimeAsync(0);
    expect(told.at(-1)).toMatch(/ none$/);
  });
});

describe('options', () => {
  const attemptsOf = async (change: Partial<LiveOptions>) => {
    make();
    mount();
    const first = verify();
    await vi.advanceTimersByTimeAsync(10);
    live.follow(options(change));
    await vi.advanceTimersByTimeAsync(1100);
    const second = verify();
    await vi.advanceTimersByTimeAsync(1100);
    return [await first, await second].map((outcome) => outcome.status);
  };

  it.each([
    ['the same data, written anew', {}, ['passed', 'passed']],
    ['another function', { onOutcome: () => {} }, ['passed', 'passed']],
    [
      'another provider, after the check that runs',
      { providers: fakeProvider({ result: 'close' }) },
      ['passed', 'dismissed'],
    ],
    [
      'another list of providers',
      { providers: [fakeProvider({ result: 'close', vendor: 'aliyun' }), fakeProvider()] },
      ['passed', 'dismissed'],
    ],
  ])('%s', async (_, change, expected) => {
    expect(await attemptsOf(change as Partial<LiveOptions>)).toEqual(expected);
  });

  it('keep the captcha while their data are the same, and make another one where they are not', () => {
    make({ retry: { limit: 1 } });
    mount();
    const before = told.length;
    live.follow(options({ retry: { limit: 1 }, onError: undefined as never }));
    expect(told).toHaveLength(before);
    live.follow(options({ retry: { limit: 2 } }));
    expect(told).toHaveLength(before + 1);
  });

  it('name the field when the form is sent, also one that was named during its check', async () => {
    document.body.innerHTML = '<form><button></button></form>';
    const [form] = document.forms;
    if (!form) throw new Error('There is no form');
    const sent: string[][] = [];
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      sent.push([...new FormData(form).keys()]);
    });
    make();
    live.handles.formRef(form);
    mount();
    const send = async (change: Partial<LiveOptions>) => {
      form.requestSubmit();
      await vi.advanceTimersByTimeAsync(100);
      live.follow(options(change));
      await vi.advanceTimersByTimeAsync(1500);
    };
    await send({ field: 'proof' });
    await send({ field: 'proof' });
    await send({ fields: () => ({ ticket: 't', randstr: 'r' }) });
    await send({});
    expect(sent).toEqual([['proof'], ['proof'], ['ticket', 'randstr'], ['captcha-proof']]);
    form.remove();
  });

  it('are followed for nodes by identity', () => {
    const [one, other] = [document.createElement('div'), document.createElement('div')];
    make({ element: one });
    mount();
    const before = told.length;
    live.follow(options({ element: one }));
    expect(told).toHaveLength(before);
    live.follow(options({ element: other }));
    expect(told).toHaveLength(before + 1);
  });

  it('that hold themselves make no other captcha', () => {
    const held: Record<string, unknown> = {};
    held['self'] = held;
    make({ retry: held });
    mount();
    live.follow(options({ retry: held }));
    expect(told).toHaveLength(1);
  });

  it('that are wrong are reported once a running check has ended, and the captcha stays', async () => {
    const reportError = vi.fn();
    vi.stubGlobal('reportError', reportError);
    make();
    mount();
    const outcome = verify();
    await vi.advanceTimersByTimeAsync(10);
    live.follow(options({ mode: 'float' as never }));
    await vi.advanceTimersByTimeAsync(1100);
    expect(await outcome).toMatchObject({ status: 'passed' });
    expect(reportError).toHaveBeenCalledOnce();
    expect(String(reportError.mock.calls[0]?.[0])).toContain('mode: expected');
  });
});
