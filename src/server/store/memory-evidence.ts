import type { Entries, Entry, EvidenceFile } from './evidence-file.js';
import { rankOf, unsureWait, watchFor, type EvidenceStore, type LookRequest, type Watched } from './evidence-store.js';

interface Watcher {
  me: string;
  rank: number;
  until: number;
}

/**
 * Evidence in this process. Its clock is set once, when it is made, and then runs steadily, whatever is done to the
 * machine's.
 *
 * @param file keeps it over restarts
 */
export function memoryEvidence(file?: EvidenceFile): EvidenceStore {
  const started = Date.now() - performance.now();
  const clock = (): number => started + performance.now();
  const entries: Entries = file?.read(clock()) ?? new Map<string, Entry>();
  const watchers = new Map<string, Watcher>();

  const set = (key: string, at: number, text?: string): void => {
    entries.set(key, { at, text });
  };
  const keep = (): void => file?.write(entries, clock());

  const bidFor = (name: string, { me, bid }: LookRequest, now: number): boolean => {
    const before = watchers.get(name);
    const rank = rankOf[bid];
    const isFree = !before || now >= before.until + (bid === 'sure' ? 0 : unsureWait);
    if (bid === 'none' || !(isFree || before.me === me || rank > before.rank)) return false;
    watchers.set(name, { me, rank, until: now + watchFor });
    return true;
  };

  return {
    isShared: false,
    look: (watched, request) => {
      const now = clock();
      const prefix = `mark ${nameOf(watched)} `;
      for (const [name, age] of Object.entries(request.marks)) {
        const key = prefix + name;
        set(key, Math.max(entries.get(key)?.at ?? -Infinity, now - Math.max(0, age)));
      }
      const marks = [...entries]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { at }]) => [key.slice(prefix.length), at]);
      return Promise.resolve({
        now,
        isWatcher: bidFor(nameOf(watched), request, now),
        record: entries.get(`record ${nameOf(watched)}`)?.text ?? null,
        declaration: entries.get(`declared ${watched.vendor}`)?.text ?? null,
        marks: Object.fromEntries(marks) as Record<string, number>,
      });
    },
    save: (watched, me, record) => {
      if (watchers.get(nameOf(watched))?.me !== me) return Promise.resolve(false);
      set(`record ${nameOf(watched)}`, clock(), record);
      keep();
      return Promise.resolve(true);
    },
    declare: (vendor, declaration) => {
      set(`declared ${vendor}`, clock(), declaration);
      keep();
      return Promise.resolve();
    },
    release: (watched, me) => {
      if (watchers.get(nameOf(watched))?.me === me) watchers.delete(nameOf(watched));
      return Promise.resolve();
    },
  };
}

const nameOf = ({ vendor, region }: Watched): string => `${vendor}:${region}`;
