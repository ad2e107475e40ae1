import type { Declaration } from './declaration.js';
import type { RegionRecord } from './region-record.js';
import { hasFields, isBoolean, isListOf, isMapOf, isNumber, isOneOf, isText, readStored } from './stored-shape.js';
import type { Traffic } from './traffic.js';

/** All that the processes share about one vendor. Written only by who holds the vendor's lock. */
export interface VendorRecord {
  readonly version: 1;
  /** Which process asked last, by its random name. */
  readonly prober: string;
  readonly savedAt: number;
  /** When requests to the vendor began, for the limit; ascending, in ms since 1970. */
  readonly requests: readonly number[];
  readonly regions: Readonly<Record<string, RegionRecord>>;
  readonly traffic: Readonly<Record<string, Traffic>>;
}

/** How long the store keeps a record, in ms: longer than a canary's last *up* counts. */
export const recordTtl = 25 * 3_600_000;

export function emptyRecord(): VendorRecord {
  return { version: 1, prober: '', savedAt: 0, requests: [], regions: {}, traffic: {} };
}

/** A record that cannot be read is as good as none: then nothing was ever up, and nothing is evidence. */
export function parseRecord(text: string | null | undefined): VendorRecord {
  return readStored(text, isVendorRecord) ?? emptyRecord();
}

export function parseDeclaration(text: string | null | undefined): Declaration | undefined {
  return readStored(text, isDeclaration);
}

function isVendorRecord(value: unknown): value is VendorRecord {
  return hasFields(value, {
    version: (version) => version === 1,
    prober: isText,
    savedAt: isNumber,
    requests: isListOf(isNumber),
    regions: isMapOf(isRegionRecord),
    traffic: isMapOf(isTraffic),
  });
}

function isRegionRecord(value: unknown): boolean {
  return hasFields(value, {
    state: isOneOf('healthy', 'suspected', 'outage', 'cut_off'),
    since: isNumber,
    why: isText,
    at: isNumber,
    canaries: isMapOf(isCanaryRecord),
    'lastDownAt?': isNumber,
    outageSpentMs: isNumber,
    'outageEndedAt?': isNumber,
    'cutOffSeenAt?': isNumber,
  });
}

function isCanaryRecord(value: unknown): boolean {
  return hasFields(value, {
    askedAt: isNumber,
    'upAt?': isNumber,
    'lastSure?': isOneOf('up', 'down'),
    downs: isListOf(isNumber),
    ups: isNumber,
    'firstUpAt?': isNumber,
    fell: isBoolean,
  });
}

function isTraffic(value: unknown): boolean {
  return hasFields(value, {
    minute: isNumber,
    recent: isListOf((minute) => hasFields(minute, { humans: isNumber, tokens: isNumber })),
    humans: isNumber,
    tokens: isNumber,
    learned: isNumber,
  });
}

function isDeclaration(value: unknown): value is Declaration {
  return hasFields(value, {
    mode: isOneOf('outage', 'healthy', 'automatic'),
    at: isNumber,
    since: isNumber,
    until: isNumber,
    reason: isText,
    'outageEndedAt?': isNumber,
  });
}
