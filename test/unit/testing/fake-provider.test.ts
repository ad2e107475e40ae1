import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCaptcha, tencent, type Captcha, type CaptchaEvent, type CaptchaOptions } from '../../../src/index.js';
import { parseRecoveryTicket } from '../../../src/recovery-ticket.js';
import { fakeProvider, type FakeResult } from '../../../src/testing/index.js';
import { issuesOf } from '../fakes/expect-issues.js';

let captcha: Captcha;
const events: CaptchaEvent[] = [];
const onError = vi.fn();

const create = (providers: CaptchaOptions['providers'], options: Partial<CaptchaOptions> = {}) =>
  (captcha = createCaptcha({
    providers,
    preload: 'none',
    onError,
    onEvent: (event) => events.push(event),
    ...options,
  }));

/** The outcome, with all the time that it takes. */
async function outcome() {
  const verifying = captcha.verify();
  await vi.advanceTimersByTimeAsync(12_000);
  return verifying;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document.head, 'insertBefore');
});

afterEach(() => {
  // Nothing was loaded, whatever the result.
  expect(document.head.insertBefore).not.toHaveBeenCalled();
  expect(document.scripts).toHaveLength(0);
  captcha.destroy();
  expect(document.body.children).toHaveLength(0);
  events.length = 0;
  onError.mockReset();
  vi.useRealTimers();
});

describe('a fake provider', () => {
  it('passes by itself, as Tencent does', async () => {
    create(fakeProvider());
    expect(await outcome()).toMatchObject({
      status: 'passed',
      proof: { v: 1, vendor: 'tencent', id: 'fake', ticket: 'fake_pass_1', randstr: '@fake' },
    });
    expect(events.map(({ type }) => type)).toEqual(['loaded', 'ready', 'shown', 'hidden', 'outcome']);
  });

  it('gives each check a proof of its own', async () => {
    create(fakeProvider({ vendor: 'aliyun' }));
    expect(await outcome()).toMatchObject({ proof: { vendor: 'aliyun', captchaVerifyParam: 'fake_pass_1' } });
    expect(await outcome()).toMatchObject({ proof: { captchaVerifyParam: 'fake_pass_2' } });
  });

  it.each<[FakeResult, object, string[]]>([
    ['close', { status: 'dismissed', reason: 'closed' }, []],
    [
      'refuse',
      { status: 'unverified', errorCode: 1006, error: { next: 'fix_configuration', vendorCode: 'fake' } },
      ['vendor_refused'],
    ],
    ['hang', { status: 'unverified', errorCode: 1002, error: { next: 'retry' } }, ['not_shown']],
    ['script_error', { status: 'unverified', errorCode: 1001, error: { next: 'retry' } }, ['script_network']],
  ])('plays the result %s', async (result, expected, codes) => {
    create(fakeProvider({ result }));
    const ended = await outcome();
    expect(ended).toMatchObject(expected);
    expect(onError.mock.calls.map(([error]) => (error as { code: string }).code)).toEqual(codes);
    if (!ended.proof || !('ticket' in ended.proof)) return;
    expect(ended.proof.ticket).toBe(`fake_${result}_1`);
    expect(parseRecoveryTicket(ended.proof.ticket)).toBeNull();
  });

  it.each<FakeResult>(['refuse', 'hang', 'script_error'])('hands over to the next one after %s', async (result) => {
    create([fakeProvider({ result }), fakeProvider({ vendor: 'aliyun' })]);
    expect(await outcome()).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
    // As if it had never failed: each test starts afresh.
    create([fakeProvider({ result: 'close' }), fakeProvider({ vendor: 'aliyun' })]);
    expect(await outcome()).toMatchObject({ status: 'dismissed', reason: 'closed' });
  });

  it('fails without a ticket where none is wanted', async () => {
    create(fakeProvider({ result: 'script_error' }), { recovery: 'none' });
    expect(await outcome()).toMatchObject({ status: 'failed', error: { code: 'script_network' } });
  });

  it('waits as long as it is told to, with its challenge on screen', async () => {
    create(fakeProvider({ after: 2000 }));
    const verifying = captcha.verify();
    await vi.advanceTimersByTimeAsync(1900);
    expect(captcha.status).toBe('challenging');
    await vi.advanceTimersByTimeAsync(100);
    expect(await verifying).toMatchObject({ status: 'passed' });
    expect(captcha.status).toBe('ready');
  });

  it.each<[string, FakeResult, number, number, number]>([
    ['at once', 'refuse', 0, 0, 100],
    ['at once', 'script_error', 0, 0, 100],
    ['when it is told to', 'refuse', 2000, 2000, 2100],
    ['at the end of its time, and only then,', 'hang', 0, 11_900, 12_000],
  ])('fails %s for the result %s and %i ms', async (_, result, after, least, most) => {
    create(fakeProvider({ result, after }));
    const began = performance.now();
    let tookMs = NaN;
    const verifying = captcha.verify().then(() => (tookMs = performance.now() - began));
    await vi.advanceTimersByTimeAsync(13_000);
    await verifying;
    expect(tookMs).toBeGreaterThanOrEqual(least);
    expect(tookMs).toBeLessThanOrEqual(most);
  });

  it('can be prepared, in every mode and language', async () => {
    document.body.innerHTML = '<div id="box"></div>';
    create(fakeProvider(), { mode: 'embed', element: '#box', language: 'sw' });
    await captcha.preload();
    expect(captcha.status).toBe('ready');
    expect(await outcome()).toMatchObject({ status: 'passed' });
    captcha.destroy();
    document.body.replaceChildren();
  });

  it('is over when its captcha is', async () => {
    create(fakeProvider({ after: 5000 }));
    const verifying = captcha.verify();
    await vi.advanceTimersByTimeAsync(100);
    captcha.destroy();
    expect(await verifying).toMatchObject({ status: 'dismissed', reason: 'destroyed' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never stands in for a vendor's own script", async () => {
    create(fakeProvider());
    await outcome();
    expect(Object.keys(window).filter((name) => /fake/i.test(name))).toEqual([]);
    const real = createCaptcha({ providers: tencent({ appId: '190000001' }), preload: 'none' });
    expect(real.status).toBe('idle');
    real.destroy();
  });

  it('refuses parameters that are wrong, all at once', () => {
    create(fakeProvider());
    const call = fakeProvider as (options: unknown) => unknown;
    expect(issuesOf(() => call({ vendor: 'x', result: 'fail', after: -1 }))).toMatchObject([
      { parameter: 'vendor', problem: 'unsupported' },
      { parameter: 'result', problem: 'unsupported' },
      { parameter: 'after', problem: 'unsupported' },
    ]);
    expect(issuesOf(() => call('pass'))).toMatchObject([{ parameter: 'options', problem: 'type' }]);
  });
});
