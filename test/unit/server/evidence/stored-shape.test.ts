// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { hasFields, isMapOf, isNumber, readStored } from '../../../../src/server/evidence/stored-shape.js';
import { emptyRecord, parseRecord } from '../../../../src/server/evidence/vendor-record.js';

const noObjects: [string, unknown][] = [
  ['null', null],
  ['a list', []],
  ['a number', 5],
  ['an empty text', ''],
  ['a boolean', true],
  ['nothing', undefined],
];

describe('what is believed of a store', () => {
  it.each(noObjects)('is no map when it is %s', (_, value) => {
    expect(isMapOf(isNumber)(value)).toBe(false);
  });

  it.each(noObjects)('has no fields, not even ones that may be missing, when it is %s', (_, value) => {
    expect(hasFields(value, { 'at?': isNumber })).toBe(false);
  });

  it.each(noObjects)('is no record whose regions are %s', (_, regions) => {
    expect(parseRecord(JSON.stringify({ ...emptyRecord(), prober: 'me', regions }))).toEqual(emptyRecord());
  });

  it('is no number too large for one', () => {
    const text = JSON.stringify({ ...emptyRecord(), savedAt: 5 });
    expect(parseRecord(text).savedAt).toBe(5);
    expect(parseRecord(text.replace('"savedAt":5', '"savedAt":1e999'))).toEqual(emptyRecord());
  });

  it.each(['', '{', 'undefined', '{"version":1'])('is nothing when it is no JSON: %j', (text) => {
    expect(readStored(text, (value): value is unknown => value !== null)).toBeUndefined();
  });
});
