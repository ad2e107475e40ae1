import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { CaptchaError, type CaptchaErrorCode, type CaptchaEvent, type CaptchaStatus } from '../../../src/index.js';
import { announceTo } from '../../../src/captcha/announce.js';

const provider = { vendor: 'tencent' as const, id: '199999861', secret: 'not for the page' };
let consoleError: Mock;
const reportError = vi.fn();

beforeEach(() => {
  consoleError = vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.stubGlobal('reportError', reportError);
});
afterEach(() => reportError.mockReset());

const failed = (code: CaptchaErrorCode, category?: CaptchaError['category']) =>
  ({ type: 'provider_failed', error: new CaptchaError(code, category ? { category } : {}) }) as const;

describe('the status', () => {
  it('is told to every listener at each change, and is current then', () => {
    const heard: string[] = [];
    const { status, setStatus, subscribe } = announceTo({});
    for (const name of ['a', 'b']) subscribe((next) => heard.push(`${name} ${next} ${status()}`));
    setStatus('starting');
    setStatus('starting');
    expect(heard).toEqual(['a starting starting', 'b starting starting']);
  });

  it('is told to the others although one throws', () => {
    const heard = vi.fn();
    const { setStatus, subscribe } = announceTo({});
    subscribe(() => {
      throw new Error('of the page');
    });
    subscribe(heard);
    setStatus('ready');
    expect(heard).toHaveBeenCalledExactlyOnceWith('ready');
    expect(reportError).toHaveBeenCalledOnce();
  });

  it('is destroyed for good, and nothing more is told', () => {
    const heard: CaptchaStatus[] = [];
    const onEvent = vi.fn();
    const { status, setStatus, subscribe, tell } = announceTo({ onEvent });
    subscribe((next) => heard.push(next));
    setStatus('destroyed');
    setStatus('ready');
    tell(provider, { type: 'ready' });
    expect(status()).toBe('destroyed');
    expect(heard).toEqual(['destroyed']);
    expect(onEvent).not.toHaveBeenCalled();
  });
});

describe('an event', () => {
  it('has a time, and of its provider only what a page may know', () => {
    const events: CaptchaEvent[] = [];
    const { tell } = announceTo({ onEvent: (event) => events.push(event) });
    tell(provider, { type: 'loaded' });
    tell(null, { type: 'outcome', outcome: { status: 'dismissed', proof: null, reason: 'closed' } });
    expect(events).toMatchObject([
      { at: expect.any(Number) as number, provider: { vendor: 'tencent', id: '199999861' }, type: 'loaded' },
      { provider: null, type: 'outcome' },
    ]);
    expect(events[0]?.provider).not.toHaveProperty('secret');
  });
});

describe('a provider that failed', () => {
  it('is told to onEvent, then to onError, and then not to the console', () => {
    const order: string[] = [];
    const event = failed('csp_blocked');
    const { tell } = announceTo({ onEvent: () => order.push('event'), onError: (error) => order.push(error.code) });
    tell(provider, event);
    expect(order).toEqual(['event', 'csp_blocked']);
    expect(consoleError).not.toHaveBeenCalled();
  });

  it('is not told to onError where onEvent destroyed the captcha', () => {
    const onError = vi.fn();
    const announcements = announceTo({ onEvent: () => announcements.setStatus('destroyed'), onError });
    announcements.tell(provider, failed('csp_blocked'));
    expect(onError).not.toHaveBeenCalled();
    expect(consoleError).not.toHaveBeenCalled();
  });

  it.each([
    ['vendor_refused', undefined, 1],
    ['vendor_refused', 'account', 1],
    ['csp_blocked', undefined, 1],
    ['script_network', undefined, 0],
    ['script_timeout', undefined, 0],
    ['rate_limited', undefined, 0],
    ['vendor_failed', undefined, 0],
  ] as const)('by %s (%s) is written to the console %i times, without onError', (code, category, times) => {
    const { tell } = announceTo({});
    tell(provider, failed(code, category));
    tell(provider, failed(code, category));
    expect(consoleError).toHaveBeenCalledTimes(times);
  });
});
