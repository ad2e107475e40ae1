// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ErrorEntry, ErrorTable } from '../../../src/error-catalog/error-entry.js';
import { lookUpError } from '../../../src/error-catalog/look-up.js';

const sentence = { en: 'Text.', zh: '文字。' };
const backoff = { kind: 'backoff', backoff: { firstMs: 1000, factor: 2, capMs: 30_000 } } as const;
const entryOf = (entry: Pick<ErrorEntry, 'code' | 'where' | 'category' | 'retry'>): ErrorEntry => ({
  meaning: sentence,
  advice: sentence,
  ...entry,
});

const waits = entryOf({ code: 'BUSY', where: ['submit'], category: 'vendor', retry: backoff });
const refused = entryOf({ code: 'BUSY', where: ['poll'], category: 'vendor', retry: { kind: 'never' } });
const banned = entryOf({ code: 'IP_BANNED', where: ['submit'], category: 'rate_limit', retry: backoff });
const forbidden = entryOf({ code: 'IP_BANNED', where: ['poll'], category: 'configuration', retry: { kind: 'never' } });
const single = entryOf({ code: '1006', where: ['init', 'challenge'], category: 'network', retry: backoff });
const solveAgain = entryOf({
  code: 'F008',
  where: ['challenge'],
  category: 'replay',
  retry: { kind: 'new_challenge' },
});
const slowDown = entryOf({
  code: 'LimitFlow',
  where: ['init'],
  category: 'rate_limit',
  retry: { kind: 'after_user_action' },
});
const wrongKey = entryOf({ code: 'KEY', where: ['init'], category: 'configuration', retry: { kind: 'never' } });
const table: ErrorTable = [waits, refused, banned, forbidden, single, solveAgain, slowDown, wrongKey];

describe('lookUpError', () => {
  it('gives the entry of the code', () => {
    expect(lookUpError(table, 'F008')).toBe(solveAgain);
  });

  it('takes a number as the code that it writes', () => {
    expect(lookUpError(table, 1006)).toBe(single);
    expect(lookUpError(table, 1006n)).toBe(single);
  });

  it.each([['f008'], [' F008'], ['F0081'], ['F00']])('takes %j for no code of the table', (code) => {
    expect(lookUpError(table, code).category).toBe('unknown');
  });

  describe('with the place', () => {
    it('gives the entry of that place', () => {
      expect(lookUpError(table, 'IP_BANNED', 'submit')).toBe(banned);
      expect(lookUpError(table, 'IP_BANNED', 'poll')).toBe(forbidden);
      expect(lookUpError(table, 1006, 'challenge')).toBe(single);
    });

    it('keeps the meaning at a place that is not documented, but lets no program retry there', () => {
      expect(lookUpError(table, 1006, 'server_check')).toEqual({ ...single, retry: { kind: 'never' } });
      expect(lookUpError(table, 'BUSY', 'init')).toEqual({ ...waits, retry: { kind: 'never' } });
    });

    it.each([solveAgain, slowDown, wrongKey])('keeps the rule $retry.kind, by which no program retries', (entry) => {
      expect(lookUpError(table, entry.code, 'server_check')).toBe(entry);
    });

    it('does not guess between categories at a place that is not documented', () => {
      expect(lookUpError(table, 'IP_BANNED', 'challenge')).toMatchObject({
        code: 'IP_BANNED',
        category: 'unknown',
        where: ['challenge'],
        retry: { kind: 'never' },
      });
    });

    it('leaves the table as it was', () => {
      lookUpError(table, 1006, 'server_check');
      expect(single.retry).toBe(backoff);
    });
  });

  it('without the place gives the first entry, but lets no program retry where the places differ on it', () => {
    expect(lookUpError(table, 'BUSY')).toEqual({ ...waits, retry: { kind: 'never' } });
    expect(lookUpError([refused, waits], 'BUSY')).toBe(refused);
    expect(lookUpError([waits, { ...waits, where: ['poll'] }], 'BUSY')).toBe(waits);
  });

  describe('of a code that is not in the table', () => {
    it('is an entry of category unknown that keeps the code and forbids a retry', () => {
      const entry = lookUpError(table, 'NEW_CODE');
      expect(entry).toMatchObject({ code: 'NEW_CODE', where: [], category: 'unknown', retry: { kind: 'never' } });
      for (const text of [entry.meaning, entry.advice]) {
        expect(text.en).toMatch(/\w\.$/);
        expect(text.zh).toMatch(/。$/);
      }
    });

    it('keeps the place', () => {
      expect(lookUpError(table, 'NEW_CODE', 'poll').where).toEqual(['poll']);
    });

    it('cuts what is too long for a code, and not through a character', () => {
      expect(lookUpError(table, 'x'.repeat(1_000_000)).code).toBe('x'.repeat(100));
      expect(lookUpError(table, `${'x'.repeat(99)}😀`).code).toBe('x'.repeat(99));
    });

    it('keeps a character of two units within the code', () => {
      expect(lookUpError(table, '😀 code').code).toBe('😀 code');
    });

    it.each<[string, unknown, string]>([
      ['undefined', undefined, ''],
      ['null', null, ''],
      ['not a number', NaN, 'NaN'],
      ['a boolean', false, 'false'],
      ['a symbol', Symbol('1006'), '[symbol]'],
      ['an array', ['1006'], '[object]'],
      ['a function', () => '1006', '[function]'],
      ['a bigint of 30 digits', 9n * 10n ** 29n, `9${'0'.repeat(29)}`],
      ['a bigint of 31 digits', 10n ** 30n, '[bigint]'],
      ['a bigint without end', 10n ** 100_000n, '[bigint]'],
      ['an object without prototype', Object.create(null), '[object]'],
      [
        'an object that throws as text',
        {
          toString() {
            throw new Error('toString');
          },
        },
        '[object]',
      ],
      [
        'a proxy that throws at everything',
        new Proxy(
          {},
          {
            get() {
              throw new Error('get');
            },
          },
        ),
        '[object]',
      ],
    ])('takes %s', (_, code, text) => {
      expect(lookUpError(table, code)).toMatchObject({ code: text, category: 'unknown' });
    });

    it.each(['__proto__', 'constructor', 'toString', 'length', '0'])('finds nothing under %s', (code) => {
      expect(lookUpError(table, code)).toMatchObject({ code, category: 'unknown' });
    });
  });
});
