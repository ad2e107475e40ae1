// @vitest-environment node
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import type { Store } from '../../../../src/server/store/store.js';
import { looking } from './evidence-contract.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-file-'));
  path = join(folder, 'evidence.json');
});
// A write may still be under way in the background.
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 }));

const watched = { vendor: 'tencent', region: 'cn' };
const hour = 3_600_000;

async function keep(store: Store, record: string, marks: Record<string, number> = {}): Promise<void> {
  await store.evidence.look(watched, looking('me', 'sure', marks));
  await store.evidence.save(watched, 'me', record);
}
const entries = () =>
  (JSON.parse(readFileSync(path, 'utf8')) as { entries: Record<string, { at: number; text?: string }> }).entries;
const written = (record: string) => vi.waitFor(() => expect(entries()['record tencent:cn']?.text).toBe(record), 5000);
/** The files of the folder that this process holds open, where that can be seen. */
function openFiles(): string[] {
  if (process.platform !== 'linux') return [];
  const linked = readdirSync('/proc/self/fd').map((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`);
    } catch {
      return '';
    }
  });
  return linked.filter((file) => file.startsWith(folder));
}
const fault = (code: string) =>
  `The memory store cannot use its file (${code}): what it knows of the vendors is lost at the next restart.`;
function faultsOf(store: Store): string[] {
  const faults: string[] = [];
  store.onFault?.((detail) => faults.push(detail));
  return faults;
}

describe('a file of evidence', () => {
  it('keeps over a restart what was up, what state it was, and what was declared', async () => {
    const before = memoryStore({ file: path });
    await keep(before, 'the record', { up: hour });
    await before.evidence.declare('tencent', 'declared', 60_000);
    await vi.waitFor(() => expect(Object.keys(entries())).toContain('declared tencent'), 5000);
    const after = memoryStore({ file: path });
    const { now, ...seen } = await after.evidence.look(watched, looking('other'));
    expect(seen).toMatchObject({ isWatcher: false, record: 'the record', declaration: 'declared' });
    expect(Math.abs(now - (seen.marks['up'] ?? 0) - hour)).toBeLessThan(30_000);
    expect(faultsOf(after)).toEqual([]);
  });

  it('is none at the first start, which is no fault', async () => {
    const store = memoryStore({ file: path });
    expect(faultsOf(store)).toEqual([]);
    await keep(store, 'first');
    await written('first');
    expect(faultsOf(store)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is read and written by its owner alone', async () => {
    writeFileSync(path, '{"version":1,"entries":{}}', { mode: 0o644 });
    await keep(memoryStore({ file: path }), 'mine');
    await written('mine');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is replaced as a whole, and leaves nothing beside it', async () => {
    const store = memoryStore({ file: path });
    for (let i = 0; i <= 50; i += 1) await keep(store, `record ${i}`);
    await written('record 50');
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['evidence.json']), 5000);
    expect(openFiles()).toEqual([]);
  });

  it('is written once more while a write is under way, however much there is to keep', async () => {
    const store = memoryStore({ file: path });
    const files = new Set<string>();
    const watcher = watch(folder, (_, name) => files.add(String(name)));
    for (let i = 0; i <= 50; i += 1) await keep(store, `record ${i}`);
    await written('record 50');
    await vi.waitFor(() => expect(files).toContain('evidence.json'), 5000);
    watcher.close();
    expect([...files].filter((name) => name.endsWith('.tmp')).length).toBeLessThan(5);
  });

  it('is read up to a million bytes', () => {
    const start = '{"version":1,"entries":{"record tencent:cn":{"at":0,"text":"';
    const text = 'x'.repeat(1_000_000 - start.length - 4);
    writeFileSync(path, `${start.replace('"at":0', `"at":1`)}${text}"}}}`);
    expect(statSync(path).size).toBe(1_000_000);
    expect(faultsOf(memoryStore({ file: path }))).toEqual([]);
  });

  it('holds the newest of each entry, whoever wrote it', async () => {
    const [one, other] = [memoryStore({ file: path }), memoryStore({ file: path })];
    await keep(one, 'of one', { 'up a': 1000, 'up both': 60_000 });
    await written('of one');
    await keep(other, 'of the other', { 'up b': 1000, 'up both': 0 });
    await written('of the other');
    const kept = entries();
    expect(Object.keys(kept).sort()).toEqual([
      'mark tencent:cn up a',
      'mark tencent:cn up b',
      'mark tencent:cn up both',
      'record tencent:cn',
    ]);
    expect(Date.now() - (kept['mark tencent:cn up both']?.at ?? 0)).toBeLessThan(30_000);
    // And what one process wrote later than another counts, though it knows nothing of the other.
    await keep(one, 'of one again');
    await written('of one again');
    expect(Object.keys(entries())).toHaveLength(4);
    expect(Date.now() - (entries()['mark tencent:cn up both']?.at ?? 0)).toBeLessThan(30_000);
  });

  it('of a clock that was ahead counts from now', async () => {
    const at = Date.now() + 10 * hour;
    writeFileSync(path, JSON.stringify({ version: 1, entries: { 'mark tencent:cn up a': { at } } }));
    const { now, marks } = await memoryStore({ file: path }).evidence.look(watched, looking('me'));
    expect(marks['up a']).toBeLessThanOrEqual(now);
    expect(now - (marks['up a'] ?? 0)).toBeLessThan(30_000);
  });

  it('loses what is older than a day and an hour', async () => {
    const at = Date.now();
    const old = { 'mark tencent:cn up a': { at: at - 25.1 * hour }, 'mark tencent:cn up b': { at: at - 24.5 * hour } };
    writeFileSync(path, JSON.stringify({ version: 1, entries: old }));
    const store = memoryStore({ file: path });
    expect(Object.keys((await store.evidence.look(watched, looking('me'))).marks)).toEqual(['up b']);
    await keep(store, 'new');
    await written('new');
    expect(Object.keys(entries())).toEqual(['mark tencent:cn up b', 'record tencent:cn']);
  });
});

describe('a file that is no evidence is told, is none, and is replaced:', () => {
  it.each<[string, string]>([
    ['cut off', '{"version":1,"entries":{"record'],
    ['empty', ''],
    ['of another version', '{"version":2,"entries":{}}'],
    ['of something else', '[]'],
    ['with an entry of another shape', '{"version":1,"entries":{"record tencent:cn":{"at":"now"}}}'],
    ['with a text of another shape', '{"version":1,"entries":{"record tencent:cn":{"at":1,"text":7}}}'],
    ['of a size that is none of ours', `{"version":1,"entries":{}}${' '.repeat(1_000_000)}`],
  ])('one %s', async (_, content) => {
    writeFileSync(path, content);
    const store = memoryStore({ file: path });
    expect(faultsOf(store)).toEqual([fault('DamagedFileError')]);
    expect(await store.evidence.look(watched, looking('me'))).toMatchObject({ record: null, marks: {} });
    await keep(store, 'mended');
    await written('mended');
    expect(faultsOf(memoryStore({ file: path }))).toEqual([]);
  });

  it('a folder', async () => {
    mkdirSync(path);
    const store = memoryStore({ file: path });
    const faults = faultsOf(store);
    expect(faults).toEqual([fault('EISDIR')]);
    await keep(store, 'nowhere');
    await vi.waitFor(() => expect(faults.length).toBeGreaterThan(2), 5000);
    expect(readdirSync(folder)).toEqual(['evidence.json']);
  });
});

it('a file that cannot be written is told each time, and the evidence goes on', async () => {
  const store = memoryStore({ file: join(folder, 'gone', 'evidence.json') });
  const faults = faultsOf(store);
  expect(faults).toEqual([]);
  await keep(store, 'kept');
  await vi.waitFor(() => expect(faults).toEqual([fault('ENOENT')]), 5000);
  expect(await store.evidence.look(watched, looking('me'))).toMatchObject({ record: 'kept' });
  expect(existsSync(join(folder, 'gone'))).toBe(false);
  // Whoever comes late hears of the first ten.
  for (let n = 2; n <= 12; n += 1) {
    await keep(store, `kept ${n}`);
    await vi.waitFor(() => expect(faults).toHaveLength(n), 5000);
  }
  expect(faultsOf(store)).toHaveLength(10);
});
