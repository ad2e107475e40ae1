// A verifier in an outage that somebody else sees, and people who come to it.
export const id = '190000001';
export const site = { vendor: 'tencent', appId: id, appSecretKey: 'a', secretId: 'b', secretKey: 'c' };
export const keys = [{ kid: 'bench', secret: 'a secret of the bench, of 32 bytes or more' }];

/** Each in a /24 of their own. */
export const addressOf = (n) => `${11 + ((n >> 16) & 127)}.${(n >> 8) & 255}.${n & 255}.7`;

const state = { state: 'outage', since: Date.now(), why: 'bench', declared: false, apiDown: false };

/** @param parts of the evidence that are others */
export function evidenceOf(parts = {}) {
  return {
    state: () => Promise.resolve({ ...state, ...parts }),
    states: () => Promise.resolve([]),
    suspect: () => undefined,
    answered: () => undefined,
    judged: () => 'all_up',
    declare: () => Promise.resolve(),
    ready: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** An SDK that passes every ticket at once. */
export class CommonClient {
  request() {
    return Promise.resolve({ CaptchaCode: 1, CaptchaMsg: 'OK', RequestId: 'r' });
  }
}

let serial = 0;
export function recoveryProof(pageToken) {
  serial += 1;
  const ticket = `trerror_1001_${id}_${Math.floor(Date.now() / 1000)}_${serial}`;
  const failures = [{ vendor: 'tencent', code: 'script_timeout', category: 'timeout' }];
  // As it comes out of a request's body.
  return JSON.parse(JSON.stringify({ v: 1, vendor: 'tencent', id, ticket, randstr: '@a', failures, pageToken }));
}

export const pageTokens = async (verifier, count) => {
  const tokens = [];
  for (let n = 0; n < count; n += 1)
    tokens.push(await verifier.issuePageToken({ session: 's', remoteIp: addressOf(n) }));
  // Good from two seconds on.
  await new Promise((resolve) => setTimeout(resolve, 2100));
  return tokens;
};

/** The middle of the times, and how many a second by the clock and by the processor. */
export async function measure(count, atOnce, call) {
  const cpu = process.cpuUsage();
  const from = performance.now();
  for (let n = 0; n < count; n += atOnce) {
    if (atOnce === 1) await call(n);
    else await Promise.all(Array.from({ length: atOnce }, (_, k) => call(n + k)));
  }
  const clock = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  const rate = (ms) => Math.round((count / ms) * 1000).toLocaleString('en-US');
  return `${rate(clock)}/s by the clock, ${rate((user + system) / 1000)}/s of CPU`;
}
