import type { Declaration } from './declaration.js';
import type { StateStore } from './state-store.js';
import { parseDeclaration, parseRecord, type VendorRecord } from './vendor-record.js';

export interface Snapshot {
  readonly record: VendorRecord;
  readonly declaration: Declaration | undefined;
}

/** What this process last read or wrote of a vendor. Reading is shared and at most one second old. */
export interface VendorView {
  /** Rejects when the store does. */
  current(): Promise<Snapshot>;
  wrote(news: Partial<Snapshot>): void;
}

export interface VendorKeys {
  readonly record: string;
  readonly declaration: string;
  readonly lock: string;
}

/** In ms. */
const staleAfter = 1000;

export function createVendorView(
  store: Pick<StateStore, 'read'>,
  keys: VendorKeys,
  onRead: (snapshot: Snapshot) => void,
): VendorView {
  let latest: Promise<Snapshot> | undefined;
  let readAt = -Infinity;
  let written: Partial<Snapshot> = {};

  const read = async (): Promise<Snapshot> => {
    // What is written while the answer is on its way is newer than the answer.
    const news: Partial<Snapshot> = (written = {});
    const [record, declaration] = await store.read([keys.record, keys.declaration]);
    const snapshot = { record: parseRecord(record), declaration: parseDeclaration(declaration), ...news };
    onRead(snapshot);
    return snapshot;
  };

  return {
    current: () => {
      const now = Date.now();
      if (!latest || now - readAt >= staleAfter || now < readAt) {
        readAt = now;
        latest = read();
      }
      return latest;
    },
    wrote: (news) => {
      Object.assign(written, news);
      latest = latest?.then((snapshot) => ({ ...snapshot, ...news }));
      // Nobody may be waiting for it; those who do get the rejection from their own chain.
      latest?.catch(() => undefined);
    },
  };
}
