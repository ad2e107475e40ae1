// What the whole verifier costs by itself: a real ticket over an SDK stub that answers at once, and a recovery proof
// with its page token in a declared outage.
import * as cockatiel from 'cockatiel';

const id = '190000001';
const site = { vendor: 'tencent', appId: id, appSecretKey: 'a', secretId: 'b', secretKey: 'c' };

class CommonClient {
  request() {
    return Promise.resolve({ CaptchaCode: 1, CaptchaMsg: 'OK', RequestId: 'r' });
  }
}
const importer = (name) => Promise.resolve(name === 'cockatiel' ? cockatiel : { CommonClient });
const addressOf = (n) => `${11 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.7`;

/** The middle of the times of `count` calls, in µs. */
async function median(count, call) {
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const from = performance.now();
    await call(n);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(count / 2)] * 1000;
}

/** @returns lines for the results */
export async function verifierLines({ assembleVerifier, createSiteCheck }) {
  const verifier = assembleVerifier(
    { sites: [site], keys: [{ kid: 'bench', secret: 'a secret of the bench, of 32 bytes or more' }] },
    {
      siteCheck: (one) => createSiteCheck(one, { timeoutMs: 3000, allowTestMode: false, importer }),
      script: () => Promise.resolve({ answer: 'up', why: 'bench' }),
    },
  );
  const real = (n) =>
    verifier.verify({ v: 1, vendor: 'tencent', id, ticket: `t03${n}`, randstr: '@a' }, { remoteIp: addressOf(n) });
  await median(5000, real);
  const human = await median(20_000, (n) => real(n + 5000));

  await verifier.declare('tencent', 'outage', { reason: 'bench' });
  const size = 60_000;
  const tokens = [];
  for (let n = 0; n < size; n += 1) {
    tokens.push(await verifier.issuePageToken({ session: 's', remoteIp: addressOf(n) }));
  }
  await new Promise((resolve) => setTimeout(resolve, 2100));
  const seconds = Math.floor(Date.now() / 1000);
  const failures = [{ vendor: 'tencent', code: 'script_timeout', category: 'timeout' }];
  const cpu = process.cpuUsage();
  const from = performance.now();
  const reasons = {};
  for (let n = 0; n < size; n += 1) {
    const ticket = `trerror_1001_${id}_${seconds}_${n}`;
    const proof = { v: 1, vendor: 'tencent', id, ticket, randstr: '@a', failures, pageToken: tokens[n] };
    const { reason } = await verifier.verify(proof, { remoteIp: addressOf(n), session: 's' });
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  const clock = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  verifier.close();
  const rate = (ms) => Math.round((size / ms) * 1000).toLocaleString('en-US');
  return [
    `| real ticket, whole \`verify()\` over an SDK stub | p50 ${human.toFixed(1)} µs | bar 50 µs |`,
    `| recovery proof with page token, whole \`verify()\` | ${rate(clock)}/s by the clock, ${rate((user + system) / 1000)}/s of CPU (${Object.entries(
      reasons,
    )
      .map(([reason, count]) => `${count} ${reason}`)
      .join(', ')}) | bar 20,000/s |`,
  ];
}
