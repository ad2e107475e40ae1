import { describe, expect, it, vi } from 'vitest';
import { awaitTag } from '../../../src/loading/await-tag.js';
import { requestTag } from '../../../src/loading/script-tags.js';
import { createLifetime } from '../../../src/page/lifetime.js';
import { useLoadingPage } from './loading-page.js';

const page = useLoadingPage();

/** Waits 1 s for a tag of ours; `brings` is what its answer brought. */
async function wait(brings = false) {
  const tag = requestTag(new URL('https://vendor.example/captcha.js'), {}, undefined) as HTMLScriptElement;
  const life = createLifetime();
  const answered = vi.fn(() => brings);
  const failed = vi.fn();
  awaitTag(tag, { life, timeout: 1000, answered, failed });
  await Promise.resolve();
  const [request] = page.network.requests;
  if (!request) throw new Error('No request');
  return { tag, life, answered, failed, request };
}

describe('an attempt', () => {
  it.each([
    ['load', 'load'],
    ['error', 'fail'],
  ] as const)('fails by the answer (%s) that brought nothing, and its tag goes', async (answer, type) => {
    const { tag, failed, request } = await wait();
    request[type]();
    vi.advanceTimersByTime(100);
    expect(failed.mock.calls).toEqual([[answer]]);
    expect(tag.isConnected).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails by a load a moment later, because only then it may be known why', async () => {
    const { failed, request, life } = await wait();
    request.load();
    expect(failed).not.toHaveBeenCalled();
    life.end();
    vi.advanceTimersByTime(1000);
    expect(failed).not.toHaveBeenCalled();
  });

  it('fails without an answer in time, once', async () => {
    const { tag, failed, request } = await wait();
    vi.advanceTimersByTime(999);
    expect(failed).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(failed.mock.calls).toEqual([['none']]);
    expect(tag.isConnected).toBe(false);
    request.load();
    expect(failed).toHaveBeenCalledOnce();
  });

  it('hears an answer that comes after its time', async () => {
    const { answered, request } = await wait();
    vi.advanceTimersByTime(1000);
    request.load();
    expect(answered).toHaveBeenCalledOnce();
  });

  it('does not fail by the answer that brought the global', async () => {
    const { failed, request } = await wait(true);
    request.load();
    expect(failed).not.toHaveBeenCalled();
  });

  it('ends with its load: no failure, no timer, no tag that is pending', async () => {
    const { tag, life, failed, answered, request } = await wait();
    life.end();
    expect(tag.isConnected).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    request.fail();
    expect(answered).toHaveBeenCalledOnce();
    expect(failed).not.toHaveBeenCalled();
  });

  it('leaves the tag that has answered when its load ends', async () => {
    const { tag, life, request } = await wait(true);
    request.load();
    life.end();
    expect(tag.isConnected).toBe(true);
  });
});
