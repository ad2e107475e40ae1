// A million decisions of every kind: what they leave on the heap.
import { addressOf, CommonClient, evidenceOf, id, keys, recoveryProof, site } from './outage.mjs';

const { assembleVerifier, createSiteCheck } = await import(process.argv[2]);
const importer = () => Promise.resolve({ CommonClient });
const options = { sites: [site], keys, maxPerSecond: 10_000 };
const siteCheck = (one, given) => createSiteCheck(one, { ...given, importer });
const outage = assembleVerifier(options, { evidence: evidenceOf(), siteCheck });
const healthy = assembleVerifier(options, { evidence: evidenceOf({ state: 'healthy' }), siteCheck });

const heap = async () => {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().heapUsed / 1e6;
};
async function decisions(count, from) {
  for (let n = from; n < from + count; n += 1) {
    const context = { remoteIp: addressOf(n), session: 's' };
    if (n % 100 === 0) {
      const pageToken = await outage.issuePageToken(context);
      await outage.verify(recoveryProof(pageToken), context);
      await healthy.verify({ v: 1, vendor: 'tencent', id, ticket: `t03${n}`, randstr: '@a' }, context);
      await new Promise(setImmediate);
    } else if (n % 2 === 0) await outage.verify(recoveryProof('made up'), context);
    else await healthy.verify(recoveryProof('made up'), context);
  }
}
// Whatever is bounded is full by then.
await decisions(200_000, 0);
const before = await heap();
const steps = [];
for (let step = 1; step <= 4; step += 1) {
  await decisions(250_000, step * 250_000);
  steps.push((await heap()) - before);
}
const told = steps.map((one) => `${one >= 0 ? '+' : ''}${one.toFixed(1)}`).join(', ');
console.log(
  `| heap after 250,000, 500,000, 750,000 and 1,000,000 more decisions | ${told} MB on ${before.toFixed(1)} MB | flat |`,
);
