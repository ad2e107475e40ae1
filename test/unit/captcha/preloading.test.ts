import { describe, expect, it, vi } from 'vitest';
import { createPreloading } from '../../../src/captcha/preloading.js';
import { validateOptions } from '../../../src/captcha/validate-options.js';
import { createLifetime } from '../../../src/page/lifetime.js';
import { elapse, useTestPage, watch } from '../fakes/test-page.js';

const page = useTestPage();

function preloadingOf(providers = page.aliyunProvider()) {
  const heard: string[] = [];
  const state = { isBusy: false };
  const life = createLifetime();
  const options = validateOptions({ providers });
  const { preload, isOverdue } = createPreloading({
    options,
    life,
    isBusy: () => state.isBusy,
    tell: (_, { type }) => heard.push(type),
    began: () => heard.push('began'),
    ended: () => heard.push('ended'),
  });
  const [first] = options.providers;
  if (!first) throw new Error('No provider.');
  const isPrepared = () => first.isPrepared?.({ mode: 'popup', language: undefined });
  return { preload, isOverdue, isPrepared, life, heard, state };
}

describe('what is made before verify()', () => {
  it('begins, tells its attempts, and ends', async () => {
    const { preload, heard, life } = preloadingOf();
    const done = watch(preload());
    expect(heard[0]).toBe('began');
    await elapse(500);
    expect(done.state).toBe('resolved');
    expect(heard).toEqual(['began', 'attempt', 'loaded', 'ended']);
    life.end();
  });

  it('is the first provider’s, and goes with the captcha', async () => {
    const { preload, isPrepared, life } = preloadingOf();
    expect(isPrepared()).toBe(false);
    void preload();
    await elapse(500);
    expect(isPrepared()).toBe(true);
    life.end();
    expect(isPrepared()).toBe(false);
  });

  it('is made once, however often it is asked for, and is then there already', async () => {
    const { preload, heard, life } = preloadingOf();
    const promises = [watch(preload()), watch(preload())];
    await elapse(500);
    expect(promises.map(({ state }) => state)).toEqual(['resolved', 'resolved']);
    await preload();
    expect(heard).toEqual(['began', 'attempt', 'loaded', 'ended', 'ended']);
    expect(page.aliyun.inits).toHaveLength(1);
    life.end();
  });

  it('is left to a session that runs', async () => {
    const { preload, heard, state } = preloadingOf();
    state.isBusy = true;
    await preload();
    expect(heard).toEqual([]);
  });

  it('is left to a session that began while the script loaded: the script is there, and nothing is made of it', async () => {
    const { preload, isPrepared, state, heard, life } = preloadingOf();
    const done = watch(preload());
    state.isBusy = true;
    await elapse(500);
    expect(done.state).toBe('resolved');
    expect(heard).toContain('loaded');
    expect(isPrepared()).toBe(false);
    expect(page.aliyun.inits).toHaveLength(0);
    life.end();
  });

  it('loads nothing where the page begins a session in what it is told', async () => {
    const preloading = preloadingOf();
    const push = vi.spyOn(preloading.heard, 'push').mockImplementation(() => ((preloading.state.isBusy = true), 0));
    const done = watch(preloading.preload());
    await elapse(500);
    expect(push).toHaveBeenCalledWith('began');
    expect(done.state).toBe('resolved');
    expect(page.network.requests).toHaveLength(0);
    preloading.life.end();
  });

  it('ends with the captcha', async () => {
    page.network.answer('aptcha', 'hang');
    const { preload, life } = preloadingOf();
    const done = watch(preload());
    await elapse(100);
    expect(done.state).toBe('pending');
    life.end();
    await elapse(0);
    expect(done.state).toBe('resolved');
  });

  it.each([
    ['hangs', 'hang', true],
    ['has failed', 'error', false],
    ['has come', 'ok', false],
  ] as const)('is overdue after 3 s where its script %s, for a minute', async (_, answer, isLate) => {
    page.network.answer('aliyun', answer);
    const { preload, isOverdue, life } = preloadingOf();
    expect(isOverdue()).toBe(false);
    void preload();
    await elapse(2999);
    expect(isOverdue()).toBe(false);
    await elapse(1);
    expect(isOverdue()).toBe(isLate);
    await elapse(59999);
    expect(isOverdue()).toBe(isLate);
    await elapse(1);
    expect(isOverdue()).toBe(false);
    life.end();
  });

  it('is not overdue where its script has come since, or the device is offline', async () => {
    page.network.answer('aliyun', 'hang');
    const { preload, isOverdue, life } = preloadingOf();
    void preload();
    await elapse(3000);
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    expect(isOverdue()).toBe(false);
    online.mockRestore();
    expect(isOverdue()).toBe(true);
    page.aliyun.install();
    expect(isOverdue()).toBe(false);
    life.end();
  });

  it('is not overdue in a page that nobody has looked at', async () => {
    page.network.answer('aliyun', 'hang');
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const { preload, isOverdue, life } = preloadingOf();
    void preload();
    await elapse(20000);
    expect(isOverdue()).toBe(false);
    hidden.mockRestore();
    await elapse(2000);
    expect(isOverdue()).toBe(true);
    life.end();
  });
});
