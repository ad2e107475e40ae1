import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { disasterResult, passResult } from '../fakes/tencent.js';
import { elapse, useTestPage } from '../fakes/test-page.js';
import { addElement, deadline, globals, installDropIn, openDropIn } from './drop-in-page.js';

const page = useTestPage();
let callback: Mock;

beforeEach(() => {
  callback = vi.fn();
});

const make = (options?: Record<string, unknown>) => new globals.TencentCaptcha('190000001', callback, options);

/** A ticket of ours, as the vendor documents it. */
const ticketOf = (errorCode: number, errorMessage: string) => ({
  ret: 0,
  ticket: expect.stringMatching(new RegExp(`^trerror_${errorCode}_190000001_\\d{10}$`)) as string,
  randstr: expect.stringMatching(/^@[a-z\d]{11}$/) as string,
  errorCode,
  errorMessage,
  appid: '190000001',
});

describe('a healthy vendor', () => {
  it('gives the page its own result, the very object', async () => {
    await openDropIn();
    make().show();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(callback.mock.calls[0]?.[0]).toBe(passResult);
  });

  it('may come after show()', async () => {
    page.network.answer('TJCaptcha', { late: 2000 });
    installDropIn();
    make().show();
    await elapse(2200);
    page.tencent.last.answer(passResult);
    expect(callback.mock.calls).toEqual([[passResult]]);
  });

  it('may be looked at for as long as the user likes, and closed', async () => {
    await openDropIn();
    make().show();
    await elapse(600_000);
    expect(callback).not.toHaveBeenCalled();
    page.tencent.last.answer({ ret: 2, ticket: '', randstr: '' });
    expect(callback.mock.calls).toEqual([[{ ret: 2, ticket: '', randstr: '' }]]);
  });

  it('calls back once more after each show()', async () => {
    await openDropIn();
    const captcha = make();
    for (let round = 1; round <= 3; round++) {
      captcha.show();
      await elapse(100);
      page.tencent.last.answer(passResult);
      expect(callback).toHaveBeenCalledTimes(round);
    }
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('has its own disaster ticket passed on as it is', async () => {
    await openDropIn();
    make().show();
    const result = disasterResult(1006);
    await elapse(100);
    page.tencent.last.answer(result);
    expect(callback.mock.calls[0]?.[0]).toBe(result);
  });

  it('makes instances of what stands under its name, and gets the page’s own options', async () => {
    await openDropIn();
    const ready = vi.fn();
    const options = { bizState: 'x', ready };
    const captcha = make(options);
    expect(captcha).toBeInstanceOf(globals.TencentCaptcha);
    captcha.show();
    await elapse(100);
    expect(page.tencent.last.options).toBe(options);
    expect(ready).toHaveBeenCalledTimes(1);
  });

  it('calls the page’s functions once, though it uses one options object for every click', async () => {
    await openDropIn();
    const ready = vi.fn();
    const options = { ready, callback };
    for (let click = 0; click < 3; click++) {
      new globals.TencentCaptcha('190000001', undefined, options).show();
      await elapse(100);
    }
    expect(ready).toHaveBeenCalledTimes(3);
    page.tencent.last.answer(passResult);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('has its methods passed on to, those of its build alone too', async () => {
    await openDropIn();
    const reload = vi.fn();
    const refresh = vi.fn();
    const getTicket = () => ({ appid: '190000001', ticket: 't', randstr: 'r', bizState: undefined });
    page.tencent.onCreate = (instance) => {
      Object.setPrototypeOf(instance, { reload });
      Object.assign(instance, { refresh, getTicket });
    };
    const captcha = make() as ReturnType<typeof make> & { reload?(): void };
    expect(captcha.getTicket()).toMatchObject({ ticket: 't' });
    captcha.refresh();
    captcha.reload?.();
    expect([refresh.mock.calls.length, reload.mock.calls.length]).toEqual([1, 1]);
  });
});

describe('before the vendor’s script is there', () => {
  it('getTicket() is null, as before a show, and the other methods do nothing', () => {
    page.network.answer('TJCaptcha', 'hang');
    installDropIn();
    const captcha = make();
    expect(captcha.getTicket()).toBeNull();
    captcha.refresh();
    captcha.destroy();
    expect(callback).not.toHaveBeenCalled();
  });

  it('destroy() takes a show() back', async () => {
    page.network.answer('TJCaptcha', { late: 1000 });
    installDropIn();
    const captcha = make();
    captcha.show();
    captcha.destroy();
    await elapse(30_000);
    expect(page.tencent.last.shows).toBe(0);
    expect(callback).not.toHaveBeenCalled();
  });
});

describe('a vendor that is down', () => {
  it.each(['error', 'empty', 'hang'] as const)('is 1001 when its script answers with "%s"', async (answer) => {
    page.network.answer('TJCaptcha', answer);
    installDropIn();
    make().show();
    await elapse(deadline + 50);
    expect(callback.mock.calls).toEqual([[ticketOf(1001, 'jsload_error')]]);
    await elapse(60_000);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('is asked afresh by a show() that comes while the attempts of the page’s load fail', async () => {
    page.network.answer('TJCaptcha', 'error', 'error', 'error', 'ok');
    installDropIn();
    await elapse(5);
    make().show();
    await elapse(3000);
    expect(page.tencent.last.shows).toBe(1);
    expect(callback).not.toHaveBeenCalled();
  });

  it('is 1002 when nothing comes on screen, and what comes later changes nothing', async () => {
    await openDropIn();
    page.tencent.onShow = () => {};
    make({ bizState: 'x' }).show();
    await elapse(deadline + 50);
    expect(callback.mock.calls).toEqual([[{ ...ticketOf(1002, 'captcha_show_timeout'), bizState: 'x' }]]);
    page.tencent.last.answer(passResult);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('does not open late what was given up, nor leave it open', async () => {
    await openDropIn();
    page.tencent.frameReady = false;
    const captcha = make();
    captcha.show();
    await elapse(deadline + 50);
    page.tencent.frameArrives();
    await elapse(1000);
    expect(document.querySelectorAll('#tcaptcha_transform_dy')).toHaveLength(0);
    captcha.show();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expect(callback).toHaveBeenCalledTimes(2);
    expect(callback.mock.calls[1]?.[0]).toBe(passResult);
  });

  it.each(['constructor', 'show'] as const)('is 1005 when its %s throws, which is reported', async (where) => {
    await openDropIn();
    const fault = new TypeError('of the vendor');
    page.tencent.onCreate = (instance) => {
      if (where === 'constructor') throw fault;
      instance.show = () => {
        throw fault;
      };
    };
    const captcha = make();
    captcha.show();
    await elapse(100);
    expect(callback.mock.calls).toEqual([[ticketOf(1005, 'framejs_run_error')]]);
    expect(page.reportError).toHaveBeenCalledWith(fault);
  });

  it('fails the show() that threw, not one that the page begins meanwhile', async () => {
    await openDropIn();
    let throws = true;
    page.tencent.onCreate = (instance) => {
      const { show } = instance;
      instance.show = () => {
        if (throws) throw new TypeError('of the vendor');
        show();
      };
    };
    const captcha = make();
    captcha.show();
    throws = false;
    captcha.show();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expect(callback.mock.calls).toEqual([[passResult]]);
  });

  it('does not recurse when the page shows again within the callback', async () => {
    await openDropIn();
    // In one build the answer to a failed frame script comes within show().
    page.tencent.onCreate = (instance) => {
      instance.show = () => instance.answer(disasterResult(1004));
    };
    let depth = 0;
    let deepest = 0;
    const captcha = new globals.TencentCaptcha('190000001', () => {
      deepest = Math.max(deepest, ++depth);
      if (callback.mock.calls.length < 5) captcha.show();
      callback();
      depth--;
    });
    captcha.show();
    await elapse(1000);
    expect(deepest).toBe(1);
  });
});

describe('one live challenge a page, as with the vendor', () => {
  it('a second instance that is shown ends the first without a callback', async () => {
    await openDropIn();
    const other = vi.fn();
    make().show();
    await elapse(100);
    new globals.TencentCaptcha('190000001', other).show();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await elapse(60_000);
    expect(callback).not.toHaveBeenCalled();
    expect(other.mock.calls).toEqual([[passResult]]);
  });

  it('destroy() takes the challenge down without a callback', async () => {
    await openDropIn();
    const captcha = make();
    captcha.show();
    await elapse(100);
    captcha.destroy();
    await elapse(60_000);
    expect(page.tencent.last.destroys).toBe(1);
    expect(callback).not.toHaveBeenCalled();
  });
});

describe('an element', () => {
  it('that is given without type is what shows the challenge when it is clicked', async () => {
    await openDropIn();
    const button = addElement('button');
    new globals.TencentCaptcha(button, '190000001', callback);
    button.click();
    await elapse(100);
    expect(page.tencent.last).toMatchObject({ element: null, shows: 1 });
  });

  it('that is given for an embed is the vendor’s container', async () => {
    await openDropIn();
    const box = addElement('box', 'div');
    new globals.TencentCaptcha(box, '190000001', callback, { type: 'embed' }).show();
    await elapse(100);
    expect(page.tencent.last).toMatchObject({ element: box, shows: 1 });
    box.click();
    expect(page.tencent.last.shows).toBe(1);
  });
});
