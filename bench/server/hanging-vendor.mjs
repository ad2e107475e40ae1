// 5,000 posts at once on a vendor that hangs, by Tencent's own SDK.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { addressOf, evidenceOf, id, keys, site } from './outage.mjs';

delete process.env.http_proxy;
const { assembleVerifier } = await import(process.argv[2]);
let sockets = 0;
let mostSockets = 0;
const hanging = createServer((socket) => {
  sockets += 1;
  mostSockets = Math.max(mostSockets, sockets);
  socket
    .resume()
    .on('error', () => undefined)
    .on('close', () => (sockets -= 1));
}).listen(0, '127.0.0.1');
await once(hanging, 'listening');
const endpoint = `http://127.0.0.1:${hanging.address().port}`;
const verifier = assembleVerifier(
  { sites: [{ ...site, endpoint }], keys, timeoutMs: 2000 },
  { evidence: evidenceOf({ state: 'healthy' }) },
);
globalThis.gc?.();
const before = process.memoryUsage().rss;
let most = before;
const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
await Promise.all(
  Array.from({ length: 5000 }, (_, n) =>
    verifier.verify({ v: 1, vendor: 'tencent', id, ticket: `t03${n}`, randstr: '@a' }, { remoteIp: addressOf(n) }),
  ),
);
clearInterval(watching);
const megabytes = Math.round((most - before) / 1e6);
console.log(
  `| 5,000 posts at once on a hanging vendor | ${mostSockets} sockets, ${megabytes} MB | 200 sockets, 150 MB |`,
);
hanging.close();
process.exit();
