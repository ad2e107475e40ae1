import { describe, expect, it, vi } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

type Mint = () => string | Promise<string>;

const vendors = [
  {
    vendor: 'tencent',
    provider: (secret: string | Mint) => page.tencentProvider({ aidEncrypted: secret }),
    given: () => page.tencent.last.options['aidEncrypted'],
    starts: () => page.tencent.instances.length,
  },
  {
    vendor: 'aliyun',
    provider: (secret: string | Mint) => page.aliyunProvider({ encryptedSceneId: secret }),
    given: () => page.aliyun.last.options['EncryptedSceneId'],
    starts: () => page.aliyun.inits.length,
  },
];

describe.each(vendors)('the encrypted id of $vendor', ({ provider, given, starts }) => {
  it('is passed on where it is a string', async () => {
    void page.create({ providers: provider('abc=') }).verify();
    await elapse(200);
    expect(given()).toBe('abc=');
  });

  it.each([
    ['a string', () => 'abc='],
    ['a promise', () => Promise.resolve('abc=')],
  ])('is minted by a function that gives %s', async (_, mint) => {
    void page.create({ providers: provider(mint) }).verify();
    await elapse(200);
    expect(given()).toBe('abc=');
  });

  it('is waited for, and the function starts with the session', async () => {
    const mint = vi.fn(() => new Promise<string>((resolve) => setTimeout(() => resolve('abc='), 2000)));
    void page.create({ providers: provider(mint) }).verify();
    expect(mint).toHaveBeenCalledOnce();
    await elapse(1900);
    expect(starts()).toBe(0);
    await elapse(300);
    expect(given()).toBe('abc=');
  });

  it('is minted once a session, and anew for the next', async () => {
    const mint = vi.fn(() => 'abc=');
    const captcha = page.create({ providers: provider(mint) });
    void captcha.verify();
    void captcha.verify();
    await elapse(200);
    expect(mint).toHaveBeenCalledTimes(1);
    captcha.destroy();
    void page.create({ providers: provider(mint) }).verify();
    await elapse(200);
    expect(mint).toHaveBeenCalledTimes(2);
  });

  it('that never comes does not keep the session beyond its deadline', async () => {
    const captcha = page.create({ providers: provider(() => new Promise(() => {})), deadline: 6000 });
    const outcome = watch(captcha.verify());
    await elapse(6250);
    expect(outcome.state).toBe('resolved');
    expect(outcome.value?.status).toBe('unverified');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('mint');
      },
    ],
    ['rejects', () => Promise.reject(new Error('mint'))],
  ])('whose function %s is told to reportError', async (_, mint) => {
    const outcome = watch(page.create({ providers: provider(mint as Mint) }).verify());
    await elapse(12250);
    expect(page.reportError).toHaveBeenCalledExactlyOnceWith(new Error('mint'));
    expect(outcome.value?.status).not.toBe('passed');
  });

  it('is asked for nothing before verify()', async () => {
    const mint = vi.fn(() => 'abc=');
    page.create({ providers: provider(mint), preload: 'eager' });
    await elapse(5000);
    expect(mint).not.toHaveBeenCalled();
  });
});

it('The function of the second provider starts with the session too', async () => {
  const mint = vi.fn(() => 'abc=');
  const captcha = page.create({ providers: [page.tencentProvider(), page.aliyunProvider({ encryptedSceneId: mint })] });
  const verifying = captcha.verify();
  await elapse(100);
  expect(mint).toHaveBeenCalledOnce();
  page.tencent.last.answer(passResult);
  expectStatus(await outcomeOf(verifying), 'passed');
});
