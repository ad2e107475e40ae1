import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { libraryTimers } from './fakes/later.js';
import { countListeners } from './fakes/listeners.js';
import { passResult } from './fakes/tencent.js';
import { elapse, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
let listeners: ReturnType<typeof countListeners>;

beforeEach(() => (listeners = countListeners()));
afterEach(() => listeners.stop());

describe('destroy()', () => {
  it('twice does nothing more', async () => {
    const captcha = page.create();
    const outcome = watch(captcha.verify());
    await elapse(100);
    captcha.destroy();
    captcha.destroy();
    await elapse(0);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'destroyed' });
    expect(page.tencent.last.destroys).toBe(1);
  });

  it('in a callback of the page is in order', async () => {
    const captcha = page.create({
      onEvent: ({ type }) => {
        if (type === 'shown') captcha.destroy();
      },
    });
    const outcome = watch(captcha.verify());
    await elapse(1000);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'destroyed' });
    expect(libraryTimers()).toBe(0);
    expect(document.body.innerHTML).toBe('');
  });

  it.each(['attempt', 'loaded', 'ready', 'attempt_failed', 'provider_failed', 'outcome'])(
    'when the event `%s` is told is in order',
    async (at) => {
      if (/failed/.test(at)) page.network.answer('aptcha', 'error');
      const listenersBefore = listeners.open();
      if (at === 'outcome') page.tencent.onShow = (instance) => instance.answer(passResult);
      const captcha = page.create({
        onEvent: ({ type }) => {
          if (type === at) captcha.destroy();
        },
      });
      const outcome = watch(captcha.verify());
      await elapse(20000);
      expect(outcome.state).toBe('resolved');
      expect(captcha.status).toBe('destroyed');
      expect(libraryTimers()).toBe(0);
      expect(listeners.open()).toEqual(listenersBefore);
      expect(document.body.innerHTML).toBe('');
    },
  );

  it.each(['element', 'pageToken', 'aidEncrypted'])(
    'in a function of the page that verify() asks is in order: %s',
    async (name) => {
      const ask = () => {
        captcha.destroy();
        return 'asked';
      };
      const captcha = page.create({
        ...(name === 'element' && { mode: 'embed' as const, element: () => (captcha.destroy(), null) }),
        ...(name === 'pageToken' && { pageToken: ask }),
        ...(name === 'aidEncrypted' && { providers: page.tencentProvider({ aidEncrypted: ask }) }),
      });
      const outcome = watch(captcha.verify());
      await elapse(1000);
      expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'destroyed' });
      expect(page.network.requests).toHaveLength(0);
      expect(libraryTimers()).toBe(0);
    },
  );

  it('takes away the id that an element got', async () => {
    document.body.innerHTML = '<div class="box"></div>';
    const captcha = page.create({ providers: page.aliyunProvider(), mode: 'embed', element: '.box' });
    void captcha.verify();
    await elapse(300);
    captcha.destroy();
    expect(document.body.innerHTML).toBe('<div class="box"></div>');
  });
});
