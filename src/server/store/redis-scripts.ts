import { createHash } from 'node:crypto';
import { slices } from './store.js';

/** A Lua script with the digest under which Redis keeps it. */
export interface Script {
  text: string;
  sha: string;
}

const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') });

export const readScript = script(`return redis.call('MGET', unpack(KEYS))`);

/** ARGV: value, ttl. */
export const writeScript = script(`redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`);

/** ARGV: value, ttl. */
export const claimScript = script(`
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0`);

/** ARGV: value. */
export const releaseScript = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`);

/** The epoch outlives everything else: it has no ttl. ARGV: what it shall be where there is none. */
export const epochScript = script(`
local epoch = redis.call('GET', KEYS[1])
if epoch then return epoch end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]`);

/** ARGV: an increment and a ttl for each key. */
export const countScript = script(`
local totals = {}
for i = 1, #KEYS do
  totals[i] = redis.call('INCRBY', KEYS[i], ARGV[2 * i - 1])
  if redis.call('PTTL', KEYS[i]) < 0 then redis.call('PEXPIRE', KEYS[i], ARGV[2 * i]) end
end
return totals`);

/**
 * `Store.admit`, see there and `SlidingCount` for what it means. A meter is a hash of slice to count. KEYS and ARGV
 * come in the order in which the script asks for them; KEYS[1] is the epoch's.
 *
 * It takes the time from Redis, so Redis has to replicate effects: version 5 or later.
 */
export const admitScript = script(`
local keysRead, valuesRead = 0, 0
local function key() keysRead = keysRead + 1; return KEYS[keysRead] end
local function text() valuesRead = valuesRead + 1; return ARGV[valuesRead] end
local function number() return tonumber(text()) end

local epoch = redis.call('GET', key())
local now = number()
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local function otherEpoch(wanted) return wanted ~= '' and wanted ~= epoch end
if otherEpoch(text()) then return { 0, 'other_epoch', 0 } end

local meters = {}
local function meter()
  local name, window = key(), number()
  if not meters[name] then meters[name] = { name = name, slice = math.ceil(window / ${slices}) } end
  return meters[name]
end
local function read(meter)
  if meter.total then return end
  meter.present = math.floor(now / meter.slice)
  meter.total, meter.stale = 0, {}
  local oldest = meter.present
  local flat = redis.call('HGETALL', meter.name)
  for i = 1, #flat, 2 do
    local slice = tonumber(flat[i])
    if slice < meter.present - ${slices} then
      table.insert(meter.stale, flat[i])
    else
      meter.total = meter.total + tonumber(flat[i + 1])
      if slice < oldest then oldest = slice end
    end
  end
  meter.wait = (oldest + ${slices + 1}) * meter.slice - now
end
local function add(meter)
  read(meter)
  for _, slice in ipairs(meter.stale) do redis.call('HDEL', meter.name, slice) end
  redis.call('HINCRBY', meter.name, string.format('%d', meter.present), 1)
  redis.call('PEXPIRE', meter.name, ${slices + 2} * meter.slice)
  meter.total = meter.total + 1
end

local function limits()
  local all = {}
  for i = 1, number() do
    local limit = { meter = meter() }
    limit.atMost = number()
    limit.weight = number()
    if number() == 1 then limit.beside = meter() end
    limit.times = number()
    if limit.times > 0 then limit.raise = key() end
    all[i] = limit
  end
  return all
end
local function firstWait(all)
  for _, limit in ipairs(all) do
    local atMost = limit.atMost
    if limit.raise then atMost = math.max(atMost, (tonumber(redis.call('GET', limit.raise) or 0) or 0) * limit.times) end
    read(limit.meter)
    local taken, wait = limit.weight * (limit.meter.total + 1), limit.meter.wait
    if limit.beside then
      read(limit.beside)
      taken, wait = taken + limit.beside.total, math.min(wait, limit.beside.wait)
    end
    if taken > atMost then return wait end
  end
  return 0
end

local once = {}
for i = 1, number() do
  once[i] = { key = key(), ttl = text() }
  if redis.call('EXISTS', once[i].key) == 1 then return { 0, 'spent', i - 1 } end
end
local always = limits()
local wait = firstWait(always)
if wait > 0 then return { 0, 'limits_full', wait } end

local way, open, shortest = nil, nil, nil
for i = 1, number() do
  local closed = otherEpoch(text())
  local all = limits()
  if not way and not closed then
    local wait = firstWait(all)
    if wait == 0 then way, open = all, i - 1 else shortest = math.min(shortest or wait, wait) end
  end
end
if not way then return { 0, 'ways_full', shortest or 0 } end
local tally = number() == 1 and meter() or nil

for _, one in ipairs(once) do redis.call('SET', one.key, '1', 'PX', one.ttl) end
for _, limit in ipairs(always) do add(limit.meter) end
for _, limit in ipairs(way) do add(limit.meter) end
if tally then add(tally) end
return { 1, open, tally and tally.total or 0 }`);
