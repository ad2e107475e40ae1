// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  aicaptchaErrors,
  aliyunErrors,
  captchaaiErrors,
  decodeErrorResponse,
  describeError,
  lookUpError,
  nextDelay,
  tencentErrors,
  ucaptchaErrors,
  type DecodeOptions,
  type ErrorPlace,
  type ErrorVendor,
  type ResponseHeaders,
  type RetryRule,
  type VendorResponse,
} from '../../../src/error-catalog/index.js';

const tables = {
  tencent: tencentErrors,
  aliyun: aliyunErrors,
  aicaptcha: aicaptchaErrors,
  captchaai: captchaaiErrors,
  ucaptcha: ucaptchaErrors,
};
const vendors = Object.keys(tables) as ErrorVendor[];
const entries = Object.values(tables).flat();
const mostBytes = 64 * 1024;
const mostMs = 5;
const longestTimer = 2 ** 31 - 1;

/**
 * Runs it and checks the time that it takes. On a loaded machine the clock counts other processes too, a collection, a
 * cold function; so a run that seems slow is measured by the processor time of this process, and the best of six
 * counts: what is slow by itself is slow each time.
 */
function quickly<T>(run: () => T): T {
  let best = Infinity;
  for (let tries = 0; ; tries++) {
    const start = performance.now();
    const used = process.cpuUsage();
    const result = run();
    const elapsed = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    best = Math.min(best, elapsed, (user + system) / 1000);
    if (best <= mostMs) return result;
    if (tries === 5) throw new Error(`took ${best} ms`);
  }
}

const thrower = () => {
  throw new Error('thrown by the input');
};
/** What throws at everything but the symbols by which fast-check looks at its values and tells of them. */
const told = (name: string, value: object) =>
  Object.defineProperty(value, fc.toStringMethod, { value: () => name, enumerable: false });
const guarded = (name: string, target: object) =>
  new Proxy(told(name, target), {
    get: (object, key) => (typeof key === 'symbol' ? (Reflect.get(object, key) as unknown) : thrower()),
    has: (object, key) => (typeof key === 'symbol' ? Reflect.has(object, key) : thrower()),
    ownKeys: thrower,
    apply: thrower,
  });
const hostile = fc.constantFrom<unknown>(
  told('getter', Object.defineProperty({}, 'X-RateLimit-Reset', { enumerable: true, get: thrower })),
  told('no text', { toString: thrower, valueOf: thrower, toJSON: thrower, [Symbol.toPrimitive]: thrower }),
  told('get', { get: thrower }),
  guarded('proxy', {}),
  guarded('proxy of a function', () => 0),
  Symbol('s'),
  10n ** 5000n,
  Object.create(null),
  () => 'f',
);
const anything = fc.oneof(fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }), hostile);

const propertyName = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then');
const vendor = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<unknown>(...vendors) },
  { weight: 1, arbitrary: fc.oneof(propertyName, anything) },
) as fc.Arbitrary<ErrorVendor>;
const place = fc.oneof(
  fc.constantFrom<unknown>(undefined, 'script', 'init', 'challenge', 'server_check', 'submit', 'poll'),
  propertyName,
  anything,
) as fc.Arbitrary<ErrorPlace>;

/** Repeats a piece up to the limit, which is where costs that grow faster than the input show. */
const repeated = (pieces: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...pieces), fc.integer({ min: 1, max: mostBytes }), fc.boolean())
    .map(([piece, length, full]) => piece.repeat(Math.floor((full ? mostBytes : length) / piece.length)));

const code = fc.oneof(
  fc.constantFrom<unknown>(...entries.map((entry) => entry.code)),
  propertyName,
  fc.string({ unit: 'binary' }),
  repeated(['9', 'A_', 'ERROR_', '\uD83D', '😀']),
  fc.double(),
  anything,
);

/** Bodies that are, or begin as, what a vendor sends. */
const field = fc.oneof(
  fc.constantFrom<unknown>(true, false, null, 0, 1, 2, 100, 255, 'success', 'fail', 'failed', 'processing', 'Success'),
  fc.constantFrom<unknown>(...entries.map((entry) => entry.code)),
  fc.jsonValue(),
);
const answer = fc.letrec<{ fields: unknown }>((tie) => ({
  fields: fc.dictionary(
    fc.oneof(
      fc.constantFrom('Response', 'Error', 'Code', 'Message', 'RequestId', 'CaptchaCode', 'EvilLevel', 'Success'),
      fc.constantFrom('Result', 'VerifyResult', 'VerifyCode', 'LimitFlow', 'CaptchaType', 'status', 'result', 'reason'),
      fc.constantFrom('request', 'errorId', 'errorCode', 'errorDescription', 'error', '__proto__', 'constructor'),
    ),
    fc.oneof({ depthSize: 'small' }, field, tie('fields')),
    { maxKeys: 8 },
  ),
})).fields;
const damaged = fc
  .tuple(
    answer.map((value) => JSON.stringify(value)),
    fc.nat(),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.nat(3),
  )
  .map(([text, at, piece, gone]) => {
    const index = at % (text.length + 1);
    return text.slice(0, index) + piece + text.slice(index + gone);
  });
const large = fc.oneof(
  repeated(['[', '{', '{"a":', '[{"a":', '"', '\\', '"\\', '{"\\"', '9', '0.', '-', 'e', ' ', '\uFEFF', '<', '\uD800']),
  repeated(['A_', 'ERROR_', 'OK|', 'OK_', '_', '{"__proto__":']),
  repeated(['"k":1,', '"Error":{},']).map((text) => `{${text.slice(0, mostBytes - 20)}"z":1}`.replace(/,"z/, ',"z')),
  fc.constantFrom(
    `${'['.repeat(mostBytes / 2)}${']'.repeat(mostBytes / 2)}`,
    `{"Response":{"Error":${'{"Code":'.repeat(5000)}1${'}'.repeat(5000)}}}`,
    `{"Response":{"CaptchaCode":${'9'.repeat(60_000)}}}`,
    `{"Response":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    `{"errorId":${'1'.repeat(60_000)}}`,
    `{"status":0,"request":"${'ERROR_'.repeat(10_000)}"}`,
    `{${Array.from({ length: 5000 }, (_, i) => `"k${i}":${i}`).join()}}`,
    `ERROR${'_A'.repeat(32_000)}!`,
  ),
);
/** What makes a pattern with nested repetition try all ways: it needs no great length. */
const nearlyCode = fc
  .tuple(fc.constantFrom('A', '9', '_', 'A_', 'A9', 'ERROR_', 'OK|'), fc.integer({ min: 1, max: 30 }))
  .map(([piece, times]) => `${piece.repeat(times)}!`);
const text = fc.oneof(
  nearlyCode,
  fc.string({ unit: 'binary' }),
  fc.json(),
  answer.map(toJson),
  damaged,
  damaged,
  large,
);
const body = fc.oneof(
  text,
  text.map((value) => new TextEncoder().encode(value)),
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map(({ buffer }) => buffer),
  anything,
);
function toJson(value: unknown): string {
  return JSON.stringify(value);
}

const headerValue = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.nat().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  repeated(['9', '0', ' ', '.', '1.', 'Mon, ']),
  fc.array(fc.string()),
  anything,
);
const manyHeaders = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x-${i}`, '1']));
const headers = fc.oneof(
  fc.dictionary(fc.constantFrom('X-RateLimit-Reset', 'retry-after', 'x-auth-msg', '__proto__', 'get'), headerValue),
  fc.constant(manyHeaders),
  anything,
) as fc.Arbitrary<ResponseHeaders>;

const figure = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, 1, 2, 1000, NaN, Infinity, -Infinity, 1e308));
const wellFormedRule = fc.oneof(
  fc.constantFrom(...entries.map((entry) => entry.retry)),
  fc.record({ kind: fc.constant('poll' as const), everyMs: figure }),
  fc.record({
    kind: fc.constantFrom('backoff' as const, 'header' as const),
    header: fc.constantFrom('X-RateLimit-Reset', 'retry-after', '__proto__'),
    backoff: fc.record({ firstMs: figure, factor: figure, capMs: figure }),
  }),
);
const rule = fc.oneof(
  { weight: 5, arbitrary: wellFormedRule },
  { weight: 1, arbitrary: anything },
) as fc.Arbitrary<RetryRule>;

// Generating the inputs takes the time: seconds in all where other work shares the processor.
vi.setConfig({ testTimeout: 60_000 });

describe('no input makes', () => {
  it('lookUpError throw, or take long, or forget the code', () => {
    fc.assert(
      fc.property(fc.constantFrom(...vendors), code, place, (name, value, where) => {
        const entry = quickly(() => lookUpError(tables[name], value, where));
        expect(entry.code.length).toBeLessThanOrEqual(100);
        if (typeof value === 'string') expect(value.startsWith(entry.code)).toBe(true);
        const isKnown = tables[name].some((candidate) => candidate.code === entry.code);
        if (!isKnown) expect(entry).toMatchObject({ category: 'unknown', retry: { kind: 'never' } });
      }),
      { numRuns: 500 },
    );
  });

  it('describeError throw, or take long, or say something else than the vendor’s table', () => {
    fc.assert(
      fc.property(vendor, code, place, (name, value, where) => {
        const entry = quickly(() => describeError(name, value, where));
        if (vendors.includes(name)) {
          const { code: text, category, retry } = lookUpError(tables[name], value, where);
          expect(entry).toMatchObject({ code: text, category, retry });
        } else expect(entry).toMatchObject({ category: 'unknown', retry: { kind: 'never' } });
      }),
      { numRuns: 500 },
    );
  });

  it('decodeErrorResponse throw, or take long, or answer in another form', () => {
    const status = fc.oneof(fc.constantFrom<unknown>(200, 400, 403, 503), anything) as fc.Arbitrary<number>;
    const options = fc.oneof(
      fc.record({ where: place, now: figure }, { requiredKeys: [] }),
      anything,
    ) as fc.Arbitrary<DecodeOptions>;
    const response = fc.oneof(
      { weight: 9, arbitrary: fc.record({ status, headers, body }) },
      { weight: 1, arbitrary: anything },
    ) as fc.Arbitrary<VendorResponse>;
    fc.assert(
      fc.property(vendor, response, options, (name, value, terms) => {
        const decoded = quickly(() => decodeErrorResponse(name, value, terms));
        expect(['ok', 'pending', 'error', 'unrecognized']).toContain(decoded.kind);
        if (decoded.kind !== 'error') return;
        expect(decoded.entry.code).toBe(decoded.code);
        expect(decoded.code.length).toBeLessThanOrEqual(100);
        expect(decoded.message?.length ?? 0).toBeLessThanOrEqual(500);
        expect(decoded.requestId?.length ?? 0).toBeLessThanOrEqual(100);
        const { retryAfterMs = 1 } = decoded;
        expect(retryAfterMs).toBeGreaterThan(0);
        expect(retryAfterMs).toBeLessThanOrEqual(86_400_000);
      }),
      { numRuns: 1000 },
    );
  });

  it('nextDelay throw, or take long, or give what no timer takes', () => {
    const attempt = fc.oneof(figure, anything) as fc.Arbitrary<number>;
    const jitter = fc.constantFrom('none' as const, 'full' as const);
    fc.assert(
      fc.property(rule, attempt, headers, jitter, figure, figure, (value, count, sent, mode, chance, now) => {
        const delay = quickly(() => nextDelay(value, count, sent, { jitter: mode, random: () => chance, now }));
        if (delay === null) return;
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(longestTimer);
        const cap = value.kind === 'backoff' || value.kind === 'header' ? value.backoff.capMs : Infinity;
        if (cap >= 0) expect(delay).toBeLessThanOrEqual(cap);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a body at the limit', () => {
  it.each(vendors)('is read in time for %s, whatever is repeated in it', (name) => {
    fc.assert(
      fc.property(large, fc.boolean(), (value, asBytes) => {
        const sent = asBytes ? new TextEncoder().encode(value) : value;
        quickly(() => decodeErrorResponse(name, { status: 200, headers: {}, body: sent }));
      }),
      { numRuns: 100 },
    );
  });
});

it('a rule that no program may repeat never gets a delay, whatever the attempt and the headers', () => {
  const kind = fc.constantFrom('never' as const, 'after_user_action' as const, 'new_challenge' as const);
  fc.assert(
    fc.property(kind, figure, headers, (rest, attempt, sent) => {
      expect(nextDelay({ kind: rest }, attempt, sent)).toBeNull();
    }),
  );
});

it('an entry found for a place or for none is never more repeatable than each entry of the code', () => {
  const isRepeatable = (value: RetryRule) => nextDelay(value, 1) !== null;
  for (const [name, table] of Object.entries(tables)) {
    for (const { code: known } of table) {
      const same = table.filter((entry) => entry.code === known);
      for (const where of [undefined, 'script', 'init', 'challenge', 'server_check', 'submit', 'poll'] as const) {
        const allowed = same.filter((entry) => where === undefined || entry.where.includes(where));
        const expected = allowed.length > 0 && allowed.every((entry) => isRepeatable(entry.retry));
        expect({ name, known, where, repeatable: isRepeatable(lookUpError(table, known, where).retry) }).toEqual({
          name,
          known,
          where,
          repeatable: expected,
        });
      }
    }
  }
});
