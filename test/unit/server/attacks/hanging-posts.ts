// A server whose vendor hangs, in a process of its own: see real-sdks.test.ts, which bundles and starts it.
import { setTimeout as pause } from 'node:timers/promises';
import type { Site } from '../../../../src/server/sites.js';
import { createVerifier } from '../../../../src/server/verifier.js';

export interface HangingPosts {
  site: Site;
  proof: object;
  count: number;
}

// Tencent's SDK would ask a proxy for a loopback address too.
delete process.env['http_proxy'];
const [, , wish = ''] = process.argv;
const { site, proof, count } = JSON.parse(wish) as HangingPosts;
const verifier = createVerifier({
  sites: [site],
  keys: [{ kid: 'k1', secret: 'a secret of thirty-two bytes, or more' }],
  timeoutMs: 2000,
  maxPerSecond: 10_000,
});
await verifier.ready();
await verifier.close();
// Nobody can end a call of Aliyun's SDK: that of the canary ends by its own limit, half a second later.
await pause(1500);

const before = process.memoryUsage().rss;
let most = before;
const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
const posts = Array.from({ length: count }, (_, i) =>
  // Each body is an object of its own, as a framework makes it.
  verifier.verify({ ...proof }, { remoteIp: `10.${i >> 8}.${i & 255}.7` }),
);
const told: Record<string, number> = {};
for (const { reason } of await Promise.all(posts)) told[reason] = (told[reason] ?? 0) + 1;
clearInterval(watching);
process.send?.({ megabytes: (most - before) / 1e6, told });
// Until it is ended: what is still under way shall end by itself.
setInterval(() => undefined, 60_000);
