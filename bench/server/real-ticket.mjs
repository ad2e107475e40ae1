// What a real ticket takes of our own time: the whole of verify() over an SDK stub that answers at once.
import { addressOf, CommonClient, evidenceOf, id, keys, site } from './outage.mjs';

const { assembleVerifier, createSiteCheck } = await import(process.argv[2]);
const importer = () => Promise.resolve({ CommonClient });
const verifier = assembleVerifier(
  { sites: [site], keys, maxPerSecond: 10_000 },
  {
    evidence: evidenceOf({ state: 'healthy' }),
    siteCheck: (one, options) => createSiteCheck(one, { ...options, importer }),
  },
);
const times = [];
const reasons = {};
for (let n = 0; n < 25_000; n += 1) {
  const proof = { v: 1, vendor: 'tencent', id, ticket: `t03${n}`, randstr: '@a' };
  const from = performance.now();
  const { reason } = await verifier.verify(proof, { remoteIp: addressOf(n) });
  if (n >= 5000) times.push(performance.now() - from);
  reasons[reason] = (reasons[reason] ?? 0) + 1;
  // No faster than the gate lets calls begin: what is measured is no waiting.
  while (performance.now() - from < 0.11);
}
times.sort((a, b) => a - b);
const [half, most] = [0.5, 0.99].map((share) => ((times[Math.floor(times.length * share)] ?? 0) * 1000).toFixed(1));
console.log(`| real ticket | p50 ${half} µs, p99 ${most} µs (${JSON.stringify(reasons)}) | p50 50 µs |`);
