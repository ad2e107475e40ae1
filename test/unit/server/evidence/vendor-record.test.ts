// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Declaration } from '../../../../src/server/evidence/declaration.js';
import { parseDeclaration, parseRecord, type VendorRecord } from '../../../../src/server/evidence/vendor-record.js';

const record: VendorRecord = {
  version: 1,
  prober: 'me',
  savedAt: 5,
  requests: [3, 4],
  regions: {
    cn: {
      state: 'outage',
      since: 1,
      why: 'api: ECONNREFUSED',
      at: 2,
      canaries: {
        api: { askedAt: 2, upAt: 1, lastSure: 'down', downs: [2], ups: 0, firstUpAt: 1, fell: true },
        script: { askedAt: 2, downs: [], ups: 0, fell: false },
      },
      lastDownAt: 2,
      outageSpentMs: 0,
      outageEndedAt: 0,
      cutOffSeenAt: 0,
    },
  },
  traffic: { cn: { minute: 1, recent: [{ humans: 1, tokens: 2 }], humans: 1, tokens: 2, learned: 1 } },
};

const declaration: Declaration = { mode: 'outage', at: 1, since: 1, until: 9, reason: 'we know', outageEndedAt: 0 };

/** The same JSON without one field or with a wrong one, for each field at any depth; `path` tells which. */
function spoiled(value: unknown, put: (part: unknown) => unknown = (whole) => whole, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const set = (next: unknown) =>
      put(
        Array.isArray(value)
          ? value.map((one: unknown, i) => (String(i) === key ? next : one))
          : { ...value, [key]: next },
      );
    const here = `${path}.${key}`;
    return [[`${here} is wrong`, set(['wrong'])], [`${here} is missing`, set(undefined)], ...spoiled(part, set, here)];
  });
}

const mayBeMissing = /\.(upAt|lastSure|firstUpAt|lastDownAt|outageEndedAt|cutOffSeenAt|cn|api|script) is missing$/;
const unreadable = (value: unknown) => spoiled(value).filter(([what]) => !mayBeMissing.test(what));

describe('what the store has of a vendor', () => {
  it('is what was written', () => {
    expect(parseRecord(JSON.stringify(record))).toEqual(record);
  });

  it.each(unreadable(record))('counts for nothing when %s', (_, value) => {
    expect(parseRecord(JSON.stringify(value))).toEqual(parseRecord(null));
  });

  it('counts for nothing when a later version of this library wrote it', () => {
    expect(parseRecord(JSON.stringify({ ...record, version: 2 }))).toEqual(parseRecord(null));
  });

  it('is nothing at first: no region is known, and no request counts against the limit', () => {
    expect(parseRecord(null)).toMatchObject({ requests: [], regions: {}, traffic: {} });
  });
});

describe("a person's declaration", () => {
  it('is what was written', () => {
    expect(parseDeclaration(JSON.stringify(declaration))).toEqual(declaration);
  });

  it.each(unreadable(declaration))('declares nothing when %s', (_, value) => {
    expect(parseDeclaration(JSON.stringify(value))).toBeUndefined();
  });
});
