import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Store } from 'captcha-failover/server';

/** After so many lines, or half as many as count, those that have run out leave the file. */
const slack = 10_000;

/** A line of the file: what was spent, and until when (ms since 1970) that matters. */
interface Spent {
  readonly key: string;
  readonly until: number;
}

/**
 * Keeps over restarts which tickets and tokens have let somebody in, which the library's memory store does not. The
 * file has a line for each: it grows by whom the budgets let in, and shrinks when it is opened.
 *
 * The line is written before anybody is let in. A file that cannot be written lets nobody in.
 *
 * @throws when the file is there and cannot be read
 */
export function keepSpent(store: Store, path: string): Store {
  const spent = new Map(readAll(path).map(({ key, until }) => [key, until]));
  let appended = 0;
  const rewrite = (): void => {
    const now = Date.now();
    for (const [key, until] of spent) if (until <= now) spent.delete(key);
    const temporary = `${path}.${randomUUID()}.tmp`;
    writeFileSync(temporary, Array.from(spent, ([key, until]) => lineOf({ key, until })).join(''), { mode: 0o600 });
    renameSync(temporary, path);
    appended = 0;
  };
  rewrite();

  return {
    ...store,
    admit: async (request) => {
      const now = Date.now();
      const taken = request.once.findIndex(({ key }) => (spent.get(key) ?? 0) > now);
      if (taken >= 0) return { admitted: false, why: 'spent', once: taken };
      const result = await store.admit(request);
      if (!result.admitted) return result;
      const entries = request.once.map(({ key, ttlMs }) => ({ key, until: now + ttlMs }));
      appendFileSync(path, entries.map(lineOf).join(''), { mode: 0o600 });
      for (const { key, until } of entries) spent.set(key, until);
      appended += entries.length;
      if (appended > Math.max(slack, spent.size / 2)) rewrite();
      return result;
    },
  };
}

const lineOf = ({ key, until }: Spent): string => `${JSON.stringify([key, Math.ceil(until)])}\n`;

function readAll(path: string): Spent[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap(readLine);
}

/** A process that was killed may have left half a line. */
function readLine(line: string): Spent[] {
  try {
    const [key, until] = JSON.parse(line) as unknown[];
    return typeof key === 'string' && typeof until === 'number' ? [{ key, until }] : [];
  } catch {
    return [];
  }
}
