// @vitest-environment node
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mintAliyunParam, mintTencentTicket } from 'captcha-failover-simulator';
import type { VerifierOptions } from '../../../../src/server/options.js';
import type { Verdict } from '../../../../src/server/verdict.js';
import { assembleVerifier } from '../../../../src/server/verifier.js';
import { APP_ID, SCENE_ID, simulated } from '../checks/simulated-sites.js';
import { KEYS } from '../fake-vendors.js';
import { switchedEvidence } from '../switched-evidence.js';
import type { HangingPosts } from './hanging-posts.js';

const { site, running, callsTo } = simulated();

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The vendors' own SDKs, before the simulator unless told otherwise. */
function serve(options: Partial<VerifierOptions> = {}) {
  const sites = [site('tencent'), site('aliyun')];
  const { evidence } = switchedEvidence();
  // The machine may be busy: what is late is another test's.
  return assembleVerifier({ sites, keys: KEYS, timeoutMs: 10_000, ...options }, { evidence });
}

const vendors = ['tencent', 'aliyun'] as const;
let serial = 0;
const proofs = {
  tencent: {
    solved: () => ({ v: 1, vendor: 'tencent', id: APP_ID, ...mintTencentTicket({ appId: APP_ID }) }),
    forged: () => ({ v: 1, vendor: 'tencent', id: APP_ID, ticket: `tr03forged${(serial += 1)}*`, randstr: '@abc' }),
  },
  aliyun: {
    solved: () => ({
      v: 1,
      vendor: 'aliyun',
      id: SCENE_ID,
      captchaVerifyParam: mintAliyunParam({ sceneId: SCENE_ID }),
    }),
    forged: () => ({ v: 1, vendor: 'aliyun', id: SCENE_ID, captchaVerifyParam: `forged${(serial += 1)}` }),
  },
};
const nat = '203.0.113.7';
const reasons = (verdicts: readonly Verdict[]) => [...new Set(verdicts.map(({ reason }) => reason))];

describe.each(vendors)('%s, by its own SDK:', (vendor) => {
  const { solved, forged } = proofs[vendor];
  const postAll = async (verifier: ReturnType<typeof serve>, count: number, proof: () => object, remoteIp = nat) => {
    const verdicts: Verdict[] = [];
    // As a busy site has them: some at a time.
    while (verdicts.length < count) {
      const some = Array.from({ length: Math.min(20, count - verdicts.length) }, proof);
      verdicts.push(...(await Promise.all(some.map((one) => verifier.verify(one, { remoteIp })))));
    }
    return verdicts;
  };

  it('garbage from behind the same NAT locks no solved ticket out', async () => {
    const verifier = serve();
    const garbage = await postAll(verifier, 60, forged);
    expect(reasons(garbage)).toEqual(['challenge_failed']);
    expect(reasons(await postAll(verifier, 20, solved))).toEqual(['passed']);
  });

  it('a hundred logins from one address, as behind a proxy that nobody has declared, are let in', async () => {
    expect(reasons(await postAll(serve(), 100, solved))).toEqual(['passed']);
  });

  it('tickets to which it answers with a fault lock no solved ticket out', async () => {
    const verifier = serve();
    running().serverApis.setFault(vendor, { status: 500, contentType: 'application/json', body: '{"Code":"Oops"}' });
    expect(reasons(await postAll(verifier, 20, forged))).toEqual(['no_outage_seen']);
    running().serverApis.setFault(vendor);
    expect(reasons(await postAll(verifier, 60, solved))).toEqual(['passed']);
  });

  it('cheap proofs from 250,000 networks, more than the store has room for, touch no solved ticket', async () => {
    const verifier = serve();
    // Of the shape of a real ticket, and yet nothing that could be sent: half of a surrogate pair.
    const proof = { v: 1, vendor: 'aliyun', id: SCENE_ID, captchaVerifyParam: '\ud800' };
    for (let i = 0; i < 250_000; i += 1) {
      const remoteIp = `2001:db8:${(i >> 4).toString(16)}:${(i & 15).toString(16)}::1`;
      const verdict = await verifier.verify(proof, { remoteIp });
      if (verdict.accepted) throw new Error('let in');
      if (i % 1000 === 0) await new Promise(setImmediate);
    }
    expect(reasons(await postAll(verifier, 20, solved))).toEqual(['passed']);
  }, 60_000);

  it('a flood from one /48 reaches it no faster than it may', async () => {
    const maxPerSecond = 50;
    const verifier = serve({ maxPerSecond });
    const before = callsTo(vendor);
    const started = performance.now();
    const flood = Array.from({ length: 3000 }, (_, i) =>
      verifier.verify(forged(), { remoteIp: `2001:db8:1:${i.toString(16)}::1` }),
    );
    const verdicts = await Promise.all(flood);
    const seconds = (performance.now() - started) / 1000;
    expect(callsTo(vendor) - before).toBeLessThanOrEqual(maxPerSecond * (seconds + 1));
    expect(reasons(verdicts).sort()).toEqual(['busy', 'challenge_failed']);
    expect(await verifier.verify(solved(), { remoteIp: nat })).toMatchObject({ accepted: true });
  }, 30_000);
});

describe.each(vendors)('5,000 posts at once on %s, which hangs,', (vendor) => {
  it('hold no more sockets than calls may be under way, and little memory, by its own SDK', async () => {
    let sockets = 0;
    let mostSockets = 0;
    const hanging = createServer((socket) => {
      sockets += 1;
      mostSockets = Math.max(mostSockets, sockets);
      // Unread, it would not notice its end.
      socket
        .resume()
        .on('error', () => undefined)
        .on('close', () => (sockets -= 1));
    }).listen(0, '127.0.0.1');
    servers.push(hanging);
    await once(hanging, 'listening');
    const outfile = `test-results/attacks/hanging-posts-${process.pid}.mjs`;
    const entryPoints = ['test/unit/server/attacks/hanging-posts.ts'];
    await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external' });
    const endpoint = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    const wish: HangingPosts = {
      site: { ...site(vendor), endpoint },
      proof: proofs[vendor].forged(),
      count: 5000,
    };
    const child = fork(outfile, [JSON.stringify(wish)]);
    const [{ megabytes, told }] = (await once(child, 'message')) as [
      { megabytes: number; told: Record<string, number> },
    ];
    expect(mostSockets).toBeLessThanOrEqual(200);
    expect(megabytes).toBeLessThanOrEqual(150);
    expect(told).toEqual({ busy: 4800, no_outage_seen: 200 });
    // A slot is free when the call has really ended, and with it the socket.
    await vi.waitFor(() => expect(sockets).toBe(0), 10_000);
    child.kill();
  }, 60_000);
});
