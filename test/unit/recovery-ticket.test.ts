import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecoveryTicket, parseRecoveryTicket } from '../../src/recovery-ticket.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const code = fc.integer({ min: 1000, max: 9999 });
const id = fc.stringMatching(/^[0-9A-Za-z]{1,32}$/);
/** From 2001 to 2286 a time has ten digits. */
const now = fc.integer({ min: 1e12, max: 9999999999999 });
const prefix = fc.constantFrom('trerror', 'terror');
/** A fifth part is the vendor's session id: digits, or anything printable that it may once be. */
const sid = fc.oneof(digits(19), fc.stringMatching(/^[!-~]{1,60}$/));

/** Texts that nearly are tickets: what a typo, a truncation or a forger makes. */
const nearly = fc
  .tuple(prefix, digits(4), id, digits(10), fc.option(sid))
  .map((parts) => parts.filter((part) => part !== null).join('_'))
  .chain((ticket) =>
    fc.oneof(
      fc.nat(ticket.length - 1).map((at) => ticket.slice(0, at) + ticket.slice(at + 1)),
      fc
        .tuple(fc.nat(ticket.length), fc.string({ minLength: 1, maxLength: 3 }))
        .map(([at, text]) => ticket.slice(0, at) + text + ticket.slice(at)),
      fc.nat(ticket.length - 1).map((at) => ticket.slice(0, at)),
      fc.constant(ticket.toUpperCase()),
    ),
  );

describe('parseRecoveryTicket', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), (value) => {
        const parsed = parseRecoveryTicket(value);
        expect(parsed === null || typeof value === 'string').toBe(true);
      }),
    );
  });

  it.each([
    [
      'an object that throws',
      {
        toString: () => {
          throw new Error('no');
        },
      },
    ],
    ['a String object', new String('trerror_1001_1_1795264000')],
    [
      'a proxy',
      new Proxy(
        {},
        {
          get() {
            throw new Error('no');
          },
        },
      ),
    ],
    ['an array with a ticket', ['trerror_1001_1_1795264000']],
    ['undefined', undefined],
    ['null', null],
    ['a symbol', Symbol('x')],
  ])('gives null for %s', (_, value) => {
    expect(parseRecoveryTicket(value)).toBeNull();
  });

  it('takes back what createRecoveryTicket made', () => {
    fc.assert(
      fc.property(code, id, now, (code, id, now) => {
        expect(parseRecoveryTicket(createRecoveryTicket({ code, id, now }))).toEqual({
          prefix: 'trerror',
          code,
          id,
          issuedAt: Math.floor(now / 1000) * 1000,
        });
      }),
    );
  });

  it('takes both prefixes, with four parts and with five', () => {
    fc.assert(
      fc.property(prefix, code, id, digits(10), fc.option(sid), (prefix, code, id, seconds, sid) => {
        fc.pre(!seconds.startsWith('0'));
        const text = [prefix, code, id, seconds, ...(sid === null ? [] : [sid])].join('_');
        expect(parseRecoveryTicket(text)).toEqual({
          prefix,
          code,
          id,
          issuedAt: Number(seconds) * 1000,
          ...(sid === null ? {} : { sid }),
        });
      }),
    );
  });

  it('reads nothing into a text: the parts put together again are the text', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const parsed = parseRecoveryTicket(text);
        if (!parsed) return;
        const { prefix, code, id, issuedAt, sid } = parsed;
        const seconds = String(issuedAt / 1000).padStart(10, '0');
        const parts = [prefix, String(code).padStart(4, '0'), id, seconds, ...(sid === undefined ? [] : [sid])];
        expect(parts.join('_')).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    // The vendor's samples and captures, docs/vendors/tencent.md (T-TICKET-FORM, T-TICKET-SID, T-TICKET-TERROR).
    ['terror_1006_2031483705_1649302812', { prefix: 'terror', code: 1006, id: '2031483705', issuedAt: 1649302812000 }],
    ['trerror_1001_199999861_1795264000', { prefix: 'trerror', code: 1001, id: '199999861', issuedAt: 1795264000000 }],
    [
      'trerror_1006_199999861_1795264000_7012345678901234567',
      { prefix: 'trerror', code: 1006, id: '199999861', issuedAt: 1795264000000, sid: '7012345678901234567' },
    ],
    [
      'terror_1006_199999861_1795264000_a_b',
      { prefix: 'terror', code: 1006, id: '199999861', issuedAt: 1795264000000, sid: 'a_b' },
    ],
  ])('takes apart %s', (text, parts) => {
    expect(parseRecoveryTicket(text)).toStrictEqual(parts);
  });

  it.each([
    ['no separator before the time, as in the vendor’s own page', 'trerror_1001_1999998611795264000'],
    ['the same of the old prefix', 'terror_1001_1999998611795264000'],
    ['an empty id', 'trerror_1001__1795264000'],
    ['no id at all', 'trerror_1001_1795264000'],
    ['the same of the old prefix', 'terror_1001_1795264000'],
    ['an unknown prefix', 'error_1001_199999861_1795264000'],
    ['an unknown prefix', 'trrerror_1001_199999861_1795264000'],
    ['an upper-case prefix', 'TRERROR_1001_199999861_1795264000'],
    ['a code of three digits', 'trerror_101_199999861_1795264000'],
    ['a code of five digits', 'trerror_10010_199999861_1795264000'],
    ['a time in ms', 'trerror_1001_199999861_1795264000000'],
    ['a time of nine digits', 'trerror_1001_199999861_179526400'],
    ['an empty fifth part', 'trerror_1001_199999861_1795264000_'],
    ['text before', ' trerror_1001_199999861_1795264000'],
    ['a line break after', 'trerror_1001_199999861_1795264000\n'],
    ['a line break in the fifth part', 'trerror_1001_199999861_1795264000_a\nb'],
    ['full-width digits', 'trerror_１００１_199999861_1795264000'],
    ['an undefined id', 'trerror_1001_undefined_NaN'],
    ['a real ticket', `tr03${'a'.repeat(139)}*`],
    ['nothing', ''],
  ])('refuses %s: %s', (_, text) => {
    expect(parseRecoveryTicket(text)).toBeNull();
  });

  it('comes to an end for long and hostile texts', () => {
    const hostile = [
      'trerror_1001_' + 'a'.repeat(1e6),
      'trerror_1001_1_1795264000_' + ' '.repeat(1e6),
      '_'.repeat(1e6),
    ];
    for (const text of hostile) expect(parseRecoveryTicket(text)).toBeNull();
  });
});

describe('createRecoveryTicket', () => {
  it('makes the documented form, with the present time by default', () => {
    const before = Math.floor(Date.now() / 1000);
    const [prefix, code, id, seconds, ...rest] = createRecoveryTicket({ code: 1001, id: '199999861' }).split('_');
    expect([prefix, code, id, rest.length]).toEqual(['trerror', '1001', '199999861', 0]);
    expect(Number(seconds)).toBeGreaterThanOrEqual(before);
    expect(Number(seconds)).toBeLessThanOrEqual(Math.floor(Date.now() / 1000));
  });

  it.each([
    ['a code of three digits', { code: 101, id: '1' }],
    ['a code of five digits', { code: 10010, id: '1' }],
    ['a code that is none', { code: NaN, id: '1' }],
    ['an empty id', { code: 1001, id: '' }],
    ['an id with a separator', { code: 1001, id: 'a_1795264000' }],
    ['an id with a space', { code: 1001, id: 'a b' }],
    ['a time in seconds', { code: 1001, id: '1', now: 1795264000 }],
    ['no time', { code: 1001, id: '1', now: NaN }],
  ])('throws for %s, rather than make what nobody can read', (_, parts) => {
    expect(() => createRecoveryTicket(parts)).toThrow(
      new TypeError('A recovery ticket needs a four-digit code, an id of letters, digits and "-", and a time in ms.'),
    );
  });

  it('makes nothing that parseRecoveryTicket does not take back', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.double(), (code, id, now) => {
        let ticket;
        try {
          ticket = createRecoveryTicket({ code, id, now });
        } catch {
          return;
        }
        expect(parseRecoveryTicket(ticket)).toMatchObject({ code, id });
      }),
    );
  });
});
