import { describe, expect, it, vi } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { elapse, elapseLong, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

async function passWith(pageToken: () => string | Promise<string>, options = {}) {
  const outcome = watch(page.create({ pageToken, ...options }).verify());
  await elapse(100);
  page.tencent.last.answer(passResult);
  await elapse(10);
  return outcome;
}

describe('the page token', () => {
  it.each([
    ['a string', () => 'token1'],
    ['a promise', () => Promise.resolve('token1')],
  ])('given as %s travels in the proof', async (_, pageToken) => {
    const outcome = await passWith(pageToken);
    expect(expectStatus(outcome.value, 'passed').proof.pageToken).toBe('token1');
  });

  it('travels in the proof of an unverified outcome too', async () => {
    page.network.answer('TJCaptcha', 'error');
    const outcome = await outcomeOf(page.create({ pageToken: () => 'token1', retry: { limit: 0 } }).verify());
    expect(expectStatus(outcome, 'unverified').proof.pageToken).toBe('token1');
  });

  it('is not in the proof where none was asked for', async () => {
    const outcome = watch(page.create().verify());
    await elapse(100);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(expectStatus(outcome.value, 'passed').proof).not.toHaveProperty('pageToken');
  });

  it('that comes after the pass, but in time, is waited for', async () => {
    const outcome = await passWith(() => new Promise((resolve) => setTimeout(() => resolve('token1'), 3000)));
    expect(outcome.state).toBe('pending');
    await elapse(3000);
    expect(expectStatus(outcome.value, 'passed').proof.pageToken).toBe('token1');
  });

  it('is not waited for where the outcome has no proof to carry it', async () => {
    page.network.answer('TJCaptcha', 'error');
    const pageToken = () => new Promise<string>(() => {});
    const outcome = watch(page.create({ pageToken, recovery: 'none', retry: { limit: 0 } }).verify());
    await elapse(100);
    expect(outcome.value?.status).toBe('failed');
  });

  it('that never comes is waited for until the deadline, then the proof goes without', async () => {
    const outcome = await passWith(() => new Promise(() => {}), { deadline: 6000 });
    await elapse(6250 - 110);
    expect(expectStatus(outcome.value, 'passed').proof).not.toHaveProperty('pageToken');
    expect(outcome.at).toBeLessThanOrEqual(6250);
  });

  it('is not waited for any more where the user took longer than the deadline', async () => {
    const outcome = watch(page.create({ pageToken: () => new Promise(() => {}) }).verify());
    await elapse(100);
    await elapseLong(60000);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(outcome.value?.status).toBe('passed');
  });

  it('that comes too late changes nothing', async () => {
    let give: (token: string) => void = () => {};
    const outcome = await passWith(() => new Promise((resolve) => (give = resolve)), { deadline: 3000 });
    await elapse(3250);
    give('token1');
    await elapse(10);
    expect(expectStatus(outcome.value, 'passed').proof).not.toHaveProperty('pageToken');
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('token'))],
    [
      'throws',
      () => {
        throw new Error('token');
      },
    ],
  ])('whose function %s is left out, and reportError is told', async (_, pageToken) => {
    const outcome = await passWith(pageToken);
    expect(expectStatus(outcome.value, 'passed').proof).not.toHaveProperty('pageToken');
    expect(page.reportError).toHaveBeenCalledExactlyOnceWith(new Error('token'));
  });

  it.each([[undefined], [null], [7], [{}], ['']])('that is %j is left out', async (token) => {
    const outcome = await passWith(() => token as string);
    expect(expectStatus(outcome.value, 'passed').proof).not.toHaveProperty('pageToken');
  });

  it('is asked for once a session, at its start, and anew for the next', async () => {
    const pageToken = vi.fn(() => 'token1');
    const captcha = page.create({ pageToken });
    expect(pageToken).not.toHaveBeenCalled();
    const first = captcha.verify();
    void captcha.verify();
    expect(pageToken).toHaveBeenCalledTimes(1);
    await elapse(100);
    page.tencent.last.answer(passResult);
    await outcomeOf(first);
    expect(pageToken).toHaveBeenCalledTimes(1);
    void captcha.verify();
    expect(pageToken).toHaveBeenCalledTimes(2);
  });
});
