import { describe, expect, it, vi } from 'vitest';
import type { Captcha } from '../../src/index.js';
import { elapse, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

/** A captcha that asks the page for all that it can, and notes what it asked for. */
function askingCaptcha(onAsked: (what: string, captcha: Captcha) => void) {
  const asked: string[] = [];
  const note = (what: string) => {
    asked.push(what);
    onAsked(what, captcha);
  };
  const mint = (what: string) => () => {
    note(what);
    return 'text';
  };
  const captcha: Captcha = page.create({
    providers: [
      page.tencentProvider({ aidEncrypted: mint('aidEncrypted') }),
      page.aliyunProvider({ encryptedSceneId: mint('encryptedSceneId') }),
    ],
    pageToken: mint('pageToken'),
    element() {
      note('element');
      return null;
    },
  });
  return { captcha, asked };
}

const order = ['element', 'aidEncrypted', 'encryptedSceneId', 'pageToken'];

describe('the functions of the page', () => {
  it('are all asked as the session begins', async () => {
    const { captcha, asked } = askingCaptcha(() => {});
    void captcha.verify();
    await elapse(0);
    expect(asked).toEqual(order);
  });

  it.each(order)('are not asked any more once %s has destroyed the captcha', async (last) => {
    const { captcha, asked } = askingCaptcha((what, { destroy }) => {
      if (what === last) destroy();
    });
    const outcome = watch(captcha.verify());
    await elapse(20000);
    expect(asked).toEqual(order.slice(0, order.indexOf(last) + 1));
    expect(outcome.value).toMatchObject({ status: 'dismissed', reason: 'destroyed' });
    expect(page.network.requests).toEqual([]);
  });

  it.each([
    ['destroys the captcha', (captcha: Captcha) => captcha.destroy()],
    ['aborts the only call', (_: Captcha, aborting: AbortController) => aborting.abort()],
  ])('are not asked where a listener of the status %s when it is starting', async (_, end) => {
    const aborting = new AbortController();
    const { captcha, asked } = askingCaptcha(() => {});
    captcha.subscribe((status) => {
      if (status === 'starting') end(captcha, aborting);
    });
    const outcome = watch(captcha.verify({ signal: aborting.signal }));
    await elapse(20000);
    expect(asked).toEqual([]);
    expect(outcome.state).not.toBe('pending');
    expect(captcha.status).not.toBe('starting');
  });

  it('of the next call alone are asked where a listener of the status aborts one and begins another', async () => {
    const aborting = new AbortController();
    const { captcha, asked } = askingCaptcha(() => {});
    const leave = captcha.subscribe(() => {
      leave();
      aborting.abort();
      void captcha.verify();
    });
    const first = watch(captcha.verify({ signal: aborting.signal }));
    await elapse(100);
    expect(first.state).toBe('rejected');
    expect(asked).toEqual(order);
    captcha.destroy();
    await elapse(20000);
    expect(page.tencent.instances.every(({ destroys }) => destroys === 1)).toBe(true);
    expect(document.body.innerHTML).toBe('');
  });

  it('are not asked any more once one of them has aborted the only call', async () => {
    const aborting = new AbortController();
    const { captcha, asked } = askingCaptcha((what) => {
      if (what === 'aidEncrypted') aborting.abort();
    });
    const outcome = watch(captcha.verify({ signal: aborting.signal }));
    await elapse(20000);
    expect(outcome.state).toBe('rejected');
    expect(asked).toEqual(['element', 'aidEncrypted']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
