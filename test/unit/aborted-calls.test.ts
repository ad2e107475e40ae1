import { describe, expect, it, vi } from 'vitest';
import { countListeners } from './fakes/listeners.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

async function pass() {
  await elapse(100);
  page.tencent.last.answer(passResult);
  await elapse(10);
}

describe('verify()', () => {
  it.each([undefined, null, {}, { signal: undefined }, { signal: null }, 7, 'x', new Event('click')])(
    'given %s runs as without a signal',
    async (given) => {
      const outcome = watch(page.create().verify(given as never));
      await elapse(100);
      page.tencent.last.answer(passResult);
      await elapse(10);
      expectStatus(outcome.value, 'passed');
    },
  );
});

describe('an aborted call', () => {
  it('whose signal was aborted before rejects at once, and nothing begins', async () => {
    const reason = new Error('changed my mind');
    const outcome = watch(page.create().verify({ signal: AbortSignal.abort(reason) }));
    await elapse(100);
    expect(outcome.state).toBe('rejected');
    expect(outcome.error).toBe(reason);
    expect(page.network.requests).toHaveLength(0);
  });

  it.each([
    ['while the script loads', 5],
    ['while the challenge opens', 15],
    ['while the challenge is open', 100],
  ])('%s ends the session of its only caller', async (_, ms) => {
    const abort = new AbortController();
    const reason = new Error('changed my mind');
    const captcha = page.create();
    const outcome = watch(captcha.verify({ signal: abort.signal }));
    await elapse(ms);
    abort.abort(reason);
    await elapse(0);
    expect(outcome.error).toBe(reason);
    await elapse(1000);
    expect(['idle', 'ready']).toContain(captcha.status);
    expect(document.querySelectorAll('#tcaptcha_transform_dy')).toHaveLength(0);
  });

  it('leaves no listener on its signal', async () => {
    const listeners = countListeners();
    const abort = new AbortController();
    watch(page.create().verify({ signal: abort.signal }));
    await elapse(100);
    expect(listeners.open()).toContain('AbortSignal abort');
    abort.abort();
    await elapse(1000);
    listeners.stop();
    expect(listeners.open()).toEqual([]);
  });

  it('leaves the other callers their session', async () => {
    const abort = new AbortController();
    const captcha = page.create();
    const leaving = watch(captcha.verify({ signal: abort.signal }));
    const staying = watch(captcha.verify());
    await elapse(100);
    abort.abort();
    await elapse(0);
    expect(leaving.state).toBe('rejected');
    expect(captcha.status).toBe('challenging');
    await pass();
    expect(staying.value?.status).toBe('passed');
  });

  it('ends the session when the last of several has left, and a later call begins anew', async () => {
    const aborts = [new AbortController(), new AbortController()];
    const captcha = page.create();
    const leaving = aborts.map(({ signal }) => watch(captcha.verify({ signal })));
    await elapse(100);
    aborts.forEach((abort) => abort.abort());
    await elapse(0);
    expect(leaving.map(({ state }) => state)).toEqual(['rejected', 'rejected']);
    expect(captcha.status).toBe('ready');
    const fresh = watch(captcha.verify());
    await pass();
    expect(fresh.value?.status).toBe('passed');
    expect(page.tencent.instances).toHaveLength(2);
  });

  it('ends its session also where there were outcomes before', async () => {
    const abort = new AbortController();
    const captcha = page.create();
    watch(captcha.verify());
    await pass();
    const second = watch(captcha.verify({ signal: abort.signal }));
    await elapse(100);
    abort.abort();
    await elapse(10);
    expect(second.state).toBe('rejected');
    expect(captcha.status).toBe('ready');
    expect(document.querySelectorAll('#tcaptcha_transform_dy')).toHaveLength(0);
  });

  it('after its outcome changes nothing', async () => {
    const abort = new AbortController();
    const captcha = page.create();
    const outcome = watch(captcha.verify({ signal: abort.signal }));
    await pass();
    const next = watch(captcha.verify());
    await elapse(100);
    abort.abort();
    await elapse(10);
    expect(outcome).toMatchObject({ state: 'resolved', value: { status: 'passed' } });
    expect(next.state).toBe('pending');
    expect(captcha.status).toBe('challenging');
  });

  it.each([['a string'], [7], [null], [{ code: 1 }]])('rejects with the very reason %j', async (reason) => {
    const abort = new AbortController();
    const outcome = watch(page.create().verify({ signal: abort.signal }));
    await elapse(100);
    abort.abort(reason);
    await elapse(0);
    expect(outcome.state).toBe('rejected');
    expect(outcome.error).toBe(reason);
  });

  it('without a reason rejects with the signal’s own', async () => {
    const abort = new AbortController();
    const outcome = watch(page.create().verify({ signal: abort.signal }));
    abort.abort();
    await elapse(0);
    expect(outcome.error).toBe(abort.signal.reason);
    expect(outcome.error).toMatchObject({ name: 'AbortError' });
  });

  it('gives no outcome event: there is none', async () => {
    const types: string[] = [];
    const onOutcome = vi.fn();
    const abort = new AbortController();
    watch(page.create({ onEvent: ({ type }) => types.push(type), onOutcome }).verify({ signal: abort.signal }));
    await elapse(100);
    abort.abort();
    await elapse(1000);
    expect(types).not.toContain('outcome');
    expect(onOutcome).not.toHaveBeenCalled();
  });
});
