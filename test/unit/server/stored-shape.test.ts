// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  hasFields,
  isListOf,
  isMapOf,
  isNumber,
  isOneOf,
  isText,
  readStored,
} from '../../../src/server/stored-shape.js';

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

  it('has the fields that it needs, each of its kind', () => {
    const fields = { at: isNumber, 'why?': isText };
    expect(hasFields({ at: 1 }, fields)).toBe(true);
    expect(hasFields({ at: 1, why: 'x' }, fields)).toBe(true);
    expect(hasFields({ why: 'x' }, fields)).toBe(false);
    expect(hasFields({ at: 1, why: 2 }, fields)).toBe(false);
    // Only its own ones.
    expect(hasFields(Object.create({ at: 1 }), fields)).toBe(false);
  });

  it.each([NaN, Infinity, '5', null])('is no number when it is %s', (value) => {
    expect(isNumber(value)).toBe(false);
  });

  it('is a list or a map of one kind', () => {
    expect(isListOf(isNumber)([1, 2])).toBe(true);
    expect(isListOf(isNumber)([1, '2'])).toBe(false);
    expect(isListOf(isNumber)({ 0: 1 })).toBe(false);
    expect(isMapOf(isNumber)({ a: 1 })).toBe(true);
    expect(isMapOf(isNumber)({ a: 1, b: '1' })).toBe(false);
  });

  it('is one of some texts', () => {
    expect(isOneOf('a', 'b')('b')).toBe(true);
    expect(isOneOf('a', 'b')('c')).toBe(false);
    expect(isOneOf('a', 'b')(['a'])).toBe(false);
  });

  it.each(['', '{', 'undefined', '{"version":1'])('is nothing when it is no JSON: %j', (text) => {
    expect(readStored(text, (value): value is unknown => value !== null)).toBeUndefined();
  });

  it('is nothing where there is nothing, or something of another shape', () => {
    const isFive = (value: unknown): value is number => value === 5;
    expect(readStored(null, isFive)).toBeUndefined();
    expect(readStored('6', isFive)).toBeUndefined();
    expect(readStored('5', isFive)).toBe(5);
  });
});
