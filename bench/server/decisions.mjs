// Recovery decisions over the memory store, the whole of verify(): with a page token, and with a forged one.
import { addressOf, evidenceOf, keys, measure, pageTokens, recoveryProof, site } from './outage.mjs';

const { assembleVerifier } = await import(process.argv[2]);
const size = 100_000;
/** Until the compiler of the engine has had its time, as in any flood. */
const warmUp = 20_000;

async function judge(name, recoveryPerMinute, changeToken, bar) {
  const verifier = assembleVerifier(
    { sites: [site], keys, actions: { default: { recoveryPerMinute } } },
    { evidence: evidenceOf() },
  );
  const tokens = await pageTokens(verifier, size);
  const proofs = tokens.map((token) => recoveryProof(changeToken(token)));
  const reasons = {};
  const decide = async (n) => {
    const { reason } = await verifier.verify(proofs[n % size], { remoteIp: addressOf(n), session: 's' });
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  };
  for (let n = 0; n < warmUp; n += 1) await decide(n);
  const rate = await measure(size - warmUp, 1, (n) => decide(n + warmUp));
  const told = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`);
  console.log(`| recovery decision, ${name} | ${rate} (${told.join(', ')}) | ${bar} |`);
}

await judge('page token, budget spent', 30, (token) => token, '20,000/s');
await judge('page token, let in as far as a budget goes', 100_000, (token) => token, '20,000/s');
await judge('page token with a forged signature', 30, (token) => `${token.slice(0, -9)}AAAAAAAAA`, '');
await judge('page token of no shape that ours have', 30, (token) => `${token.slice(0, -1)}!`, '150,000/s');
