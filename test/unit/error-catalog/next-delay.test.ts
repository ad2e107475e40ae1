// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { RetryRule } from '../../../src/error-catalog/error-entry.js';
import type { ResponseHeaders } from '../../../src/error-catalog/headers.js';
import { nextDelay, type DelayOptions } from '../../../src/error-catalog/next-delay.js';

const backoff = { firstMs: 1000, factor: 2, capMs: 60_000 };
const growing: RetryRule = { kind: 'backoff', backoff };
const atReset: RetryRule = { kind: 'header', header: 'X-RateLimit-Reset', backoff };
const now = Date.UTC(2026, 10, 21, 12);
const seconds = now / 1000;

describe('nextDelay', () => {
  it.each(['never', 'after_user_action', 'new_challenge'] as const)('is null for %s, also with a header', (kind) => {
    expect(nextDelay({ kind }, 1)).toBeNull();
    expect(nextDelay({ kind }, 1, { 'Retry-After': '1' })).toBeNull();
  });

  it('is nothing for now', () => {
    expect(nextDelay({ kind: 'now' }, 3)).toBe(0);
  });

  it('is the interval for poll, at each attempt', () => {
    expect(nextDelay({ kind: 'poll', everyMs: 5000 }, 1)).toBe(5000);
    expect(nextDelay({ kind: 'poll', everyMs: 5000 }, 50)).toBe(5000);
  });

  it('grows to the cap for backoff', () => {
    expect([1, 2, 3, 7, 8].map((attempt) => nextDelay(growing, attempt))).toEqual([1000, 2000, 4000, 60_000, 60_000]);
  });

  it.each([NaN, 0, -1, -Infinity, 0.5, '3' as never, undefined as never, Symbol('3') as never])(
    'counts attempt %s as the first',
    (attempt) => {
      expect(nextDelay(growing, attempt)).toBe(1000);
    },
  );

  it.each([1e9, Number.MAX_VALUE, Infinity])('stays at the cap for attempt %s', (attempt) => {
    expect(nextDelay(growing, attempt)).toBe(60_000);
  });

  it('waits for nothing where the cap is zero, whatever a header asks', () => {
    const none: RetryRule = { kind: 'backoff', backoff: { ...backoff, capMs: 0 } };
    expect(nextDelay(none, 3)).toBe(0);
    expect(nextDelay(none, 3, { 'Retry-After': '9' })).toBe(0);
  });

  it('takes the whole number of an attempt', () => {
    expect(nextDelay(growing, 2.9)).toBe(2000);
  });

  describe('with full jitter', () => {
    const at = (chance: number): DelayOptions => ({ jitter: 'full', random: () => chance });

    it('takes any part of the delay', () => {
      expect([0, 0.25, 0.5, 1].map((chance) => nextDelay(growing, 2, undefined, at(chance)))).toEqual([
        0, 500, 1000, 2000,
      ]);
    });

    it('draws from Math.random by default', () => {
      const drawn = Array.from({ length: 50 }, () => nextDelay(growing, 6, undefined, { jitter: 'full' }));
      expect(new Set(drawn).size).toBeGreaterThan(10);
    });

    it.each([
      [-1, 0],
      [7, 2000],
      [NaN, 2000],
    ])('takes a chance of %s as the nearest that is one', (chance, delay) => {
      expect(nextDelay(growing, 2, undefined, at(chance))).toBe(delay);
    });

    it('shortens no time that a header names', () => {
      expect(nextDelay(atReset, 1, { 'X-RateLimit-Reset': '7' }, { ...at(0), now })).toBe(7000);
    });
  });

  it('draws nothing without it', () => {
    const random = () => {
      throw new Error('drawn');
    };
    expect(nextDelay(growing, 2, undefined, { random })).toBe(2000);
  });

  describe('by the rule’s header', () => {
    const wait = (value: string) => nextDelay(atReset, 2, { 'X-RateLimit-Reset': value }, { now });

    it.each([
      ['seconds from now', '7', 7000],
      ['a part of a second', '0.25', 250],
      ['seconds since 1970', `${seconds + 9}`, 9000],
      ['ms since 1970', `${now + 1234}`, 1234],
      ['a date of HTTP', new Date(now + 3000).toUTCString(), 3000],
      ['white space around it', ' 7 ', 7000],
    ])('reads %s', (_, value, expected) => {
      expect(wait(value)).toBe(expected);
    });

    it.each([
      ['seconds from now', '61'],
      ['a day in the far future', `${seconds + 1e8}`],
      ['the largest number of 16 digits', '9'.repeat(16)],
      ['the last date', 'Fri, 31 Dec 9999 23:59:59 GMT'],
    ])('waits no longer than the cap for %s', (_, value) => {
      expect(wait(value)).toBe(60_000);
    });

    it.each([
      ['nothing', ''],
      ['a word', 'soon'],
      ['no positive number', '-5'],
      ['zero', '0'],
      ['a power', '1e3'],
      ['another base', '0x10'],
      ['two values', '5, 7'],
      ['digits without end', '9'.repeat(60_000)],
      ['a time that is over', `${seconds - 5}`],
      ['a date that is over', new Date(now - 5000).toUTCString()],
      ['a date of another form', '2030-01-01T00:00:00Z'],
      ['a date that is none', 'Xyz, 99 Abc 2030 99:99:99 GMT'],
    ])('backs off for %s', (_, value) => {
      expect(wait(value)).toBe(2000);
    });

    it('tells seconds from milliseconds since 1970 in 2001, the year in which both grew a digit', () => {
      expect(nextDelay(atReset, 1, { 'X-RateLimit-Reset': '1000000000' }, { now: 1e12 - 7000 })).toBe(7000);
      expect(nextDelay(atReset, 1, { 'X-RateLimit-Reset': '1000000000000' }, { now: 1e12 - 7000 })).toBe(7000);
    });

    it('is looked for among the first thousand, which is more than any server sends', () => {
      const others = (count: number) => Array.from({ length: count }, (_, i) => [`x-${i}`, '1'] as const);
      const after = (count: number) => Object.fromEntries([...others(count), ['X-RateLimit-Reset', '7']]);
      expect(nextDelay(atReset, 2, after(999), { now })).toBe(7000);
      expect(nextDelay(atReset, 2, after(1000), { now })).toBe(2000);
    });

    it('is the present’s by default', () => {
      const delay = nextDelay(atReset, 1, { 'X-RateLimit-Reset': `${Math.floor(Date.now() / 1000) + 30}` });
      expect(delay).toBeGreaterThan(15_000);
      expect(delay).toBeLessThanOrEqual(30_000);
    });

    it.each<[string, ResponseHeaders]>([
      ['Headers', new Headers({ 'x-ratelimit-reset': '7' })],
      ['a record in any case', { 'X-RATELIMIT-RESET': '7' }],
      ['a record of Node', { 'x-ratelimit-reset': ['7', '9'] }],
      ['a record with a number', { 'x-ratelimit-reset': 7 }],
      ['a record with a header called get', { get: 'x', 'x-ratelimit-reset': '7' }],
      ['a map', new Map([['x-ratelimit-reset', '7']]) as never],
    ])('is found in %s', (_, headers) => {
      expect(nextDelay(atReset, 2, headers, { now })).toBe(7000);
    });

    it.each<[string, unknown]>([
      ['none', undefined],
      ['null', null],
      ['text', 'X-RateLimit-Reset: 7'],
      ['a number', 7],
      ['another header', { 'X-RateLimit-Remaining': '7' }],
      ['another of the same length', { 'X-RateLimit-Limit': '7' }],
      ['an inherited one', Object.create({ 'X-RateLimit-Reset': '7' })],
      ['no text', { 'X-RateLimit-Reset': { toString: () => '7' } }],
      ['an empty list', { 'X-RateLimit-Reset': [] }],
      [
        'a getter that throws',
        {
          get 'X-RateLimit-Reset'() {
            throw new Error('getter');
          },
        },
      ],
      [
        'a get that throws',
        {
          get() {
            throw new Error('get');
          },
        },
      ],
      [
        'a proxy that throws',
        new Proxy(
          {},
          {
            get() {
              throw new Error('get');
            },
            ownKeys() {
              throw new Error('ownKeys');
            },
          },
        ),
      ],
    ])('is not found in headers that are %s: it backs off', (_, headers) => {
      expect(nextDelay(atReset, 2, headers as ResponseHeaders, { now })).toBe(2000);
    });

    it('comes before Retry-After, which stands in for it', () => {
      expect(nextDelay(atReset, 1, { 'X-RateLimit-Reset': '7', 'Retry-After': '9' }, { now })).toBe(7000);
      expect(nextDelay(atReset, 1, { 'X-RateLimit-Reset': 'x', 'Retry-After': '9' }, { now })).toBe(9000);
    });
  });

  describe('with Retry-After at a backoff', () => {
    it('waits as long as asked, up to the cap', () => {
      expect(nextDelay(growing, 1, { 'Retry-After': '9' }, { now })).toBe(9000);
      expect(nextDelay(growing, 1, { 'Retry-After': '9000' }, { now })).toBe(60_000);
    });

    it('waits no less than the backoff', () => {
      expect(nextDelay(growing, 5, { 'Retry-After': '1' }, { now })).toBe(16_000);
    });

    it('takes no other header for it', () => {
      expect(nextDelay(growing, 1, { 'X-RateLimit-Reset': '9' }, { now })).toBe(1000);
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['another kind', { kind: 'often' }],
    ['a kind without its figures', { kind: 'backoff' }],
    ['a prototype’s name', { kind: '__proto__' }],
  ])('is null for a rule that is %s', (_, rule) => {
    expect(nextDelay(rule as RetryRule, 1)).toBeNull();
  });

  it.each([
    ['NaN', { firstMs: NaN, factor: NaN, capMs: NaN }],
    ['without end', { firstMs: Infinity, factor: Infinity, capMs: Infinity }],
    ['below zero', { firstMs: -5, factor: -2, capMs: -1 }],
    ['zero times without end', { firstMs: 0, factor: 1e300, capMs: 60_000 }],
    ['above what a timer holds', { firstMs: 1e12, factor: 2, capMs: 1e15 }],
  ])('fits a timer with figures that are %s', (_, figures) => {
    for (const attempt of [1, 2, 9, Infinity]) {
      for (const rule of [
        { kind: 'backoff', backoff: figures },
        { kind: 'header', header: 'X', backoff: figures },
        { kind: 'poll', everyMs: figures.firstMs },
      ] as const) {
        for (const headers of [{}, { x: '7', 'Retry-After': '7' }, { x: '9'.repeat(16) }]) {
          const delay = nextDelay(rule, attempt, headers);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(2 ** 31 - 1);
        }
      }
    }
  });
});
