import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { hasFields, isMapOf, isNumber, isText, readStored } from '../stored-shape.js';
import { evidenceKept } from './evidence-store.js';

export interface Entry {
  /** When it was set, in ms since 1970. */
  readonly at: number;
  readonly text?: string | undefined;
}
export type Entries = Map<string, Entry>;

/** More than any set-up needs, in bytes: a file of this size is not ours. */
const largest = 1_000_000;

/**
 * Keeps the evidence of a memory store over restarts. Several processes may share a file: of each entry the newest
 * counts. Nothing is lost by a crash in the middle of a write, since the file is replaced as a whole.
 */
export class EvidenceFile {
  readonly #path: string;
  readonly #faults: string[] = [];
  #listeners: ((detail: string) => void)[] = [];
  #writing = false;
  #next: { entries: Entries; now: number } | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  onFault(listener: (detail: string) => void): void {
    this.#listeners.push(listener);
    this.#faults.forEach(listener);
  }

  /** What the file holds. None, or one that cannot be read, is an empty one. */
  read(now: number): Entries {
    try {
      return parse(readFileSync(this.#path), now);
    } catch (error) {
      return this.#unread(error);
    }
  }

  /** Writes in the background; while a write is under way only the latest of what is asked for is written next. */
  write(entries: Entries, now: number): void {
    this.#next = { entries, now };
    if (!this.#writing) void this.#writeNext();
  }

  async #writeNext(): Promise<void> {
    this.#writing = true;
    while (this.#next) {
      const { entries, now } = this.#next;
      this.#next = undefined;
      await this.#replace(entries, now).catch((error: unknown) => this.#tell(error));
    }
    this.#writing = false;
  }

  async #replace(entries: Entries, now: number): Promise<void> {
    const merged = mergeNewest(await this.#ofOthers(now), entries);
    const temporary = `${this.#path}.${randomUUID()}.tmp`;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(JSON.stringify({ version: 1, entries: Object.fromEntries(merged) }));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary).catch(() => undefined);
      throw error;
    }
  }

  async #ofOthers(now: number): Promise<Entries> {
    try {
      return parse(await readFile(this.#path), now);
    } catch (error) {
      return this.#unread(error);
    }
  }

  /** A first start has no file yet, which is no fault. */
  #unread(error: unknown): Entries {
    if (codeOf(error) !== 'ENOENT') this.#tell(error);
    return new Map();
  }

  #tell(error: unknown): void {
    const code = codeOf(error) ?? (error as Error).name;
    const detail = `The memory store cannot use its file (${code}): what it knows of the vendors is lost at the next restart.`;
    this.#faults.push(detail);
    // The first of them are enough for whoever comes later.
    this.#faults.length = Math.min(this.#faults.length, 10);
    for (const listener of this.#listeners) listener(detail);
  }
}

/** What is read is not what this library wrote. */
class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/** Entries of a clock that was ahead count from now; what nobody needs any more is left out. */
function parse(content: Buffer, now: number): Entries {
  const stored = content.length > largest ? undefined : readStored(content.toString(), isFile);
  if (!stored) throw new DamagedFileError();
  const known = Object.entries(stored.entries).map(([key, entry]): [string, Entry] => [
    key,
    { ...entry, at: Math.min(entry.at, now) },
  ]);
  return new Map(known.filter(([, { at }]) => now - at <= evidenceKept));
}

function mergeNewest(one: Entries, other: Entries): Entries {
  const merged = new Map(one);
  for (const [key, entry] of other) if (entry.at >= (merged.get(key)?.at ?? -Infinity)) merged.set(key, entry);
  return merged;
}

function isFile(value: unknown): value is { entries: Record<string, Entry> } {
  return hasFields(value, {
    version: (version) => version === 1,
    entries: isMapOf((entry) => hasFields(entry, { at: isNumber, 'text?': isText })),
  });
}

/** What is thrown here is an error: the file system's have a code, ours has none. */
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
