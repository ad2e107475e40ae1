import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v3Param } from './fakes/aliyun.js';
import { libraryTimers } from './fakes/later.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

let body: HTMLElement;
const removeBody = () => document.body.remove();
const addBody = () => document.documentElement.append(body);

beforeEach(() => {
  body = document.body;
});
afterEach(() => {
  if (!body.isConnected) addBody();
});

const vendors = [
  {
    vendor: 'Tencent',
    provider: () => page.tencentProvider(),
    pass: () => page.tencent.last.answer(passResult),
    begun: () => page.tencent.instances.length,
  },
  {
    vendor: 'Aliyun',
    provider: () => page.aliyunProvider(),
    pass: () => void page.aliyun.last.call('success', v3Param),
    begun: () => page.aliyun.inits.length,
  },
];

describe.each(vendors)('a document without a body yet, $vendor', ({ provider, pass, begun }) => {
  it.each(['none', 'eager', 'idle'] as const)(
    'has its challenge when the body is there, preload %s',
    async (preload) => {
      removeBody();
      const captcha = page.create({ providers: provider(), preload });
      const verifying = watch(captcha.verify());
      await elapse(3000);
      expect(page.network.requests).toHaveLength(1);
      expect(begun()).toBe(0);
      expect(verifying.state).toBe('pending');
      addBody();
      await elapse(300);
      expect(captcha.status).toBe('challenging');
      pass();
      await elapse(100);
      expectStatus(verifying.value, 'passed');
      expect(page.reportError).not.toHaveBeenCalled();
    },
  );

  it('lets preload() settle, and goes on when the body is there', async () => {
    removeBody();
    const captcha = page.create({ providers: provider() });
    const preloading = watch(captcha.preload());
    await elapse(3000);
    addBody();
    await elapse(300);
    expect(preloading.state).toBe('resolved');
    expect(captcha.status).toBe('ready');
    const verifying = watch(captcha.verify());
    await elapse(300);
    expect(begun()).toBe(1);
    pass();
    await elapse(100);
    expectStatus(verifying.value, 'passed');
  });

  it('ends at the deadline when no body comes, with nothing left', async () => {
    removeBody();
    const captcha = page.create({ providers: provider(), preload: 'eager' });
    const verifying = watch(captcha.verify());
    await elapse(12500);
    expect(expectStatus(verifying.value, 'unverified').error.code).toBe('not_shown');
    captcha.destroy();
    expect(libraryTimers()).toBe(0);
  });

  it('is left alone after destroy()', async () => {
    removeBody();
    const captcha = page.create({ providers: provider(), preload: 'eager' });
    await elapse(500);
    const verifying = watch(captcha.verify());
    await elapse(500);
    captcha.destroy();
    addBody();
    await elapse(1000);
    expect(verifying.value).toMatchObject({ reason: 'destroyed' });
    expect(begun()).toBe(0);
    expect(body.innerHTML).toBe('');
    expect(libraryTimers()).toBe(0);
  });

  it('loses its body in a session: another one serves the next call', async () => {
    const captcha = page.create({ providers: provider(), preload: 'eager' });
    watch(captcha.verify());
    await elapse(300);
    removeBody();
    captcha.destroy();
    await elapse(300);
    body = document.createElement('body');
    addBody();
    const verifying = watch(page.create({ providers: provider() }).verify());
    await elapse(300);
    pass();
    await elapse(100);
    expectStatus(verifying.value, 'passed');
  });
});
