import { createHash } from 'node:crypto';
import { slices } from '../sliding-count.js';

/** A Lua script with the digest under which Redis keeps it. */
export interface Script {
  text: string;
  sha: string;
}

export const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') });

/** What Redis does when its memory is full. */
export const memoryPolicyScript = script(`
return string.match(redis.call('INFO', 'memory'), 'maxmemory_policy:(%S+)')`);

/**
 * Gives the time in ms by Redis's own clock, and what KEYS[1] holds: the epoch, which ends in the time of its birth. It
 * outlives everything else: it has no ttl. Redis has to replicate effects, for the time is no fixed value: version 5 or
 * later.
 */
const clockAndEpoch = `
local time = redis.call('TIME')
local clock = time[1] * 1000 + math.floor(time[2] / 1000)
local function epochOr(random)
  local epoch = redis.call('GET', KEYS[1])
  if epoch then return epoch end
  epoch = random .. string.format('.%d', clock)
  redis.call('SET', KEYS[1], epoch)
  return epoch
end
`;

/** ARGV: the random part of the epoch where there is none. */
export const epochScript = script(`${clockAndEpoch}
return { clock, epochOr(ARGV[1]) }`);

/**
 * \`AdmissionStore.admit\`, see there and \`SlidingCount\` for what it means. A meter is a hash of slice to count. ARGV is
 * the request as JSON; where it names a key, it gives the number of it in KEYS.
 */
export const admitScript = script(`${clockAndEpoch}
local request = cjson.decode(ARGV[1])
local now = request.at or clock
local function refusal(why, detail) return { clock, 0, why, detail } end
if clock > request.deadline then return refusal('late', 0) end

local epoch = epochOr(request.random)
local born = tonumber(string.match(epoch, '%.(%d+)$') or 0)
local function otherEpoch(wanted) return wanted and wanted ~= epoch end
if otherEpoch(request.epoch) then return refusal('other_epoch', 0) end

local meters = {}
local function read(index, window)
  local name = KEYS[index]
  local meter = meters[name]
  if meter then return meter end
  local width = math.ceil(window / ${slices})
  local present = math.floor(now / width)
  meter = { name = name, width = width, present = present, total = 0, stale = {} }
  meters[name] = meter
  local flat = redis.call('HGETALL', name)
  for i = 1, #flat, 2 do
    if tonumber(flat[i]) < present - ${slices} then
      table.insert(meter.stale, flat[i])
    else
      meter.total = meter.total + tonumber(flat[i + 1])
    end
  end
  return meter
end
local function add(meter)
  if meter.isAdded then return end
  meter.isAdded = true
  for _, slice in ipairs(meter.stale) do redis.call('HDEL', meter.name, slice) end
  redis.call('HINCRBY', meter.name, string.format('%d', meter.present), 1)
  redis.call('PEXPIRE', meter.name, ${slices + 2} * meter.width)
  meter.total = meter.total + 1
end
local function haveRoom(limits)
  for _, limit in ipairs(limits) do
    local taken = read(limit.key, limit.windowMs).total + 1
    local sinceBirth = limit.atBirth + limit.atMost * (now - born) / limit.windowMs
    if taken > math.min(limit.atMost, sinceBirth) then return false end
  end
  return true
end

for i, one in ipairs(request.once) do
  if redis.call('EXISTS', KEYS[one.key]) == 1 then return refusal('spent', i - 1) end
end
local open
for i, way in ipairs(request.ways) do
  if not open and not otherEpoch(way.epoch) and haveRoom(way.limits) then open = i end
end
if not open or not haveRoom(request.limits) then return refusal('full', 0) end

for _, one in ipairs(request.once) do redis.call('SET', KEYS[one.key], '1', 'PX', one.ttlMs) end
for _, limits in ipairs({ request.limits, request.ways[open].limits }) do
  for _, limit in ipairs(limits) do add(read(limit.key, limit.windowMs)) end
end
local tally = request.tally and read(request.tally.key, request.tally.windowMs)
if tally then add(tally) end
return { clock, 1, open - 1, tally and tally.total or 0 }`);
