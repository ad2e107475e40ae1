import {
  evidenceKept,
  rankOf,
  unsureWait,
  watchFor,
  type EvidenceStore,
  type Look,
  type Watched,
} from './evidence-store.js';
import { listOf, textOf, whole, type RunScript } from './redis-runner.js';
import { script } from './redis-scripts.js';

/**
 * `EvidenceStore.look`. KEYS: record, declaration, watcher, marks. ARGV: me, the rank of the bid, then the
 * name and the age of each mark. The watcher is kept as `until rank name`. Times ahead of now, as clocks are set back,
 * are rewritten as now.
 */
const lookScript = script(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function set(name, at) redis.call('HSET', KEYS[4], name, string.format('%.0f', at)) end

for i = 3, #ARGV, 2 do
  local at = now - tonumber(ARGV[i + 1])
  local before = tonumber(redis.call('HGET', KEYS[4], ARGV[i]) or 0) or 0
  if before < at or before > now then set(ARGV[i], at) end
end
local marks = redis.call('HGETALL', KEYS[4])
for i = 2, #marks, 2 do
  if not (tonumber(marks[i]) and tonumber(marks[i]) <= now) then
    set(marks[i - 1], now)
    marks[i] = string.format('%.0f', now)
  end
end
if #marks > 0 then redis.call('PEXPIRE', KEYS[4], ${evidenceKept}) end

local me, bid = ARGV[1], tonumber(ARGV[2])
local stored = redis.call('GET', KEYS[3])
local ends, rank, holder = string.match(stored or '', '^(%d+) (%d) (.+)$')
ends, rank = tonumber(ends), tonumber(rank)
local function keep(ends, rank, holder)
  redis.call('SET', KEYS[3], string.format('%.0f %d %s', ends, rank, holder), 'PX', ${evidenceKept})
end
if ends and ends > now + ${watchFor} then
  ends = now + ${watchFor}
  keep(ends, rank, holder)
end
local wait = ${unsureWait}
if bid == ${rankOf.sure} then wait = 0 end
local watches = bid > 0 and (not ends or now >= ends + wait or holder == me or bid > rank)
if watches then keep(now + ${watchFor}, bid, me) end

local texts = redis.call('MGET', KEYS[1], KEYS[2])
return { string.format('%.0f', now), watches and 1 or 0, texts[1], texts[2], marks }`);

/** `EvidenceStore.save`. KEYS: record, watcher. ARGV: me, the record. */
const saveScript = script(`
local holder = string.match(redis.call('GET', KEYS[2]) or '', '^%d+ %d (.+)$')
if holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ${evidenceKept})
return 1`);

/** KEYS: declaration. ARGV: text, ttl. */
const declareScript = script(`redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`);

/** KEYS: watcher. ARGV: me. */
const releaseScript = script(`
local holder = string.match(redis.call('GET', KEYS[1]) or '', '^%d+ %d (.+)$')
if holder == ARGV[1] then redis.call('DEL', KEYS[1]) end`);

/** Evidence that all processes share: each call is one script in one round trip. */
export function redisEvidence(run: RunScript): EvidenceStore {
  return {
    isShared: true,
    look: async (watched, { me, bid, marks }) => {
      const { record, declaration, watcher, marks: kept } = keysOf(watched);
      const set = Object.entries(marks).flatMap(([name, age]) => [name, String(Math.max(0, Math.round(age)))]);
      return lookOf(await run(lookScript, [record, declaration, watcher, kept], me, String(rankOf[bid]), ...set));
    },
    save: async (watched, me, text) => {
      const { record, watcher } = keysOf(watched);
      return Number(await run(saveScript, [record, watcher], me, text)) === 1;
    },
    declare: async (vendor, declaration, ttlMs) => {
      await run(declareScript, [declaredKey(vendor)], declaration, whole(ttlMs));
    },
    release: async (watched, me) => {
      await run(releaseScript, [keysOf(watched).watcher], me);
    },
  };
}

const declaredKey = (vendor: string): string => `evidence:${vendor}:declared`;

function keysOf({ vendor, region }: Watched) {
  const key = `evidence:${vendor}:${region}`;
  return { record: key, declaration: declaredKey(vendor), watcher: `${key}:watcher`, marks: `${key}:marks` };
}

function lookOf(answer: unknown): Look {
  const [now, isWatcher, record, declaration, flat] = listOf(answer);
  const marks: Record<string, number> = {};
  const fields = listOf(flat).map(textOf);
  for (let i = 0; i < fields.length; i += 2) marks[fields[i] ?? ''] = Number(fields[i + 1]);
  return {
    now: Number(now),
    isWatcher: Number(isWatcher) === 1,
    record: record === null ? null : textOf(record),
    declaration: declaration === null ? null : textOf(declaration),
    marks,
  };
}
