// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { PeerImporter } from '../../../../src/server/checks/peers.js';
import { createSiteCheck } from '../../../../src/server/checks/site-check.js';
import type { Incident } from '../../../../src/server/incident.js';
import type { Verdict } from '../../../../src/server/verdict.js';
import { assembleVerifier } from '../../../../src/server/verifier.js';
import { addressOf, aliyunSite, APP_ID, KEYS, SCENE_ID, tencentSite } from '../fake-vendors.js';
import { switchedEvidence } from '../switched-evidence.js';

const second = 1000;
/** The address of a carrier's NAT, behind which are honest users and strangers. */
const nat = '203.0.113.7';
/** Honest users have networks of their own far from the strangers'. */
const ownNetworkFrom = 1_000_000;
const context = { session: 's' };

let serial = 0;
const ticketOf = (kind: 'solved' | 'forged') => `${kind}-${(serial += 1)}`;

/** The server before a vendor whose SDK answers after so many ms, and passes solved tickets once. */
function serve(latencyMs: number) {
  let calls = 0;
  let inFlight = 0;
  let mostInFlight = 0;
  const answer = async (ticket: string) => {
    calls += 1;
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    inFlight -= 1;
    return ticket.startsWith('solved');
  };
  class CommonClient {
    async request(_action: string, { Ticket }: { Ticket: string }) {
      return { CaptchaCode: (await answer(Ticket)) ? 1 : 15, CaptchaMsg: '', RequestId: 'r' };
    }
  }
  class AliyunClient {
    async verifyIntelligentCaptchaWithOptions({ captchaVerifyParam }: { captchaVerifyParam: string }) {
      const verifyResult = await answer(captchaVerifyParam);
      return { body: { success: true, result: { verifyResult, verifyCode: verifyResult ? 'T001' : 'F003' } } };
    }
  }
  /** Keeps the fields that it is given. */
  const VerifyIntelligentCaptchaRequest = Object;
  const importer: PeerImporter = () =>
    Promise.resolve({ CommonClient, default: AliyunClient, VerifyIntelligentCaptchaRequest });
  const incidents: Incident[] = [];
  const verifier = assembleVerifier(
    {
      sites: [tencentSite, aliyunSite],
      keys: KEYS,
      timeoutMs: 10_000,
      onIncident: (incident) => incidents.push(incident),
    },
    {
      evidence: switchedEvidence().evidence,
      siteCheck: (site, given) => createSiteCheck(site, { ...given, importer }),
    },
  );
  const post = (ticket: string, remoteIp: string, pageToken?: string) =>
    verifier.verify(
      { v: 1, vendor: 'tencent', id: APP_ID, ticket, randstr: '@a', pageToken },
      { ...context, remoteIp },
    );
  const postAliyun = (captchaVerifyParam: string, remoteIp: string, pageToken?: string) =>
    verifier.verify({ v: 1, vendor: 'aliyun', id: SCENE_ID, captchaVerifyParam, pageToken }, { ...context, remoteIp });
  return {
    incidents,
    post,
    postAliyun,
    page: () => verifier.issuePageToken({ ...context, remoteIp: nat }),
    calls: () => calls,
    mostInFlight: () => mostInFlight,
  };
}
type Server = ReturnType<typeof serve>;

/** How long each flood goes on, in ms, in real time: a fake clock would be slower with thousands who wait. */
const floodMs = 10 * second;
const honestUsers = 1000;

/** Does something at an even rate for as long as the flood goes on; gives what came of each. */
async function evenly<T>(aSecond: number, each: (i: number) => Promise<T>): Promise<T[]> {
  const all: Promise<T>[] = [];
  const started = performance.now();
  const most = (aSecond * floodMs) / second;
  while (all.length < most) {
    const due = Math.min(most, ((performance.now() - started) * aSecond) / second);
    while (all.length < due) all.push(each(all.length));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Promise.all(all);
}

const acceptedOf = (verdicts: readonly Verdict[]) => verdicts.filter(({ accepted }) => accepted).length;

/** 20,000 a minute from 5,000 networks, and 1,000 a second from behind the NAT. */
async function flood({ post }: Pick<Server, 'post'>): Promise<number> {
  const networks = evenly(20_000 / 60, (i) => post(ticketOf('forged'), addressOf(i % 5000)));
  const ownNat = evenly(1000, () => post(ticketOf('forged'), nat));
  return acceptedOf([...(await networks), ...(await ownNat)]);
}

const honestly = (come: (i: number) => Promise<Verdict>) =>
  evenly((honestUsers * second) / floodMs, come).then(acceptedOf);

describe('20,000 forged tickets a minute from 5,000 networks, and 1,000 a second from the honest users’ NAT', () => {
  it.each([
    ['answers in 50 ms', 50],
    ['takes a second', second],
  ])(
    'refuse none of 1,000 solved tickets that bring a page token, when the vendor %s',
    async (_, latency) => {
      const server = serve(latency);
      const tokens: string[] = [];
      for (let i = 0; i < honestUsers; i += 1) tokens.push(await server.page());
      const come = (i: number) => server.post(ticketOf('solved'), nat, tokens[i]);
      expect(await Promise.all([honestly(come), flood(server)])).toEqual([honestUsers, 0]);
      expect(server.mostInFlight()).toBeLessThanOrEqual(200);
      expect(server.incidents).toEqual([
        {
          kind: 'busy',
          vendor: 'tencent',
          callsPerMinute: expect.any(Number) as number,
          at: expect.any(Number) as number,
        },
      ]);
    },
    60_000,
  );

  it('refuse few of 1,000 solved tickets without one, from the users’ own networks', async () => {
    const server = serve(50);
    const come = (i: number) => server.post(ticketOf('solved'), addressOf(ownNetworkFrom + i));
    const [honest, forged] = await Promise.all([honestly(come), flood(server)]);
    expect(honest).toBeGreaterThanOrEqual(0.95 * honestUsers);
    expect(forged).toBe(0);
  }, 60_000);

  it('refuse few solved tickets without one, from behind the NAT, whose users come again when told to', async () => {
    const server = serve(50);
    const come = async () => {
      const ticket = ticketOf('solved');
      let verdict = await server.post(ticket, nat);
      for (let tries = 1; tries < 6 && !verdict.accepted && verdict.reason === 'busy'; tries += 1) {
        expect(verdict).toMatchObject({ next: 'retry', retryAfterMs: second });
        await new Promise((resolve) => setTimeout(resolve, second));
        verdict = await server.post(ticket, nat);
      }
      return verdict;
    };
    // A thousand a minute.
    const honest = evenly(honestUsers / 60, come);
    expect(await flood(server)).toBe(0);
    const verdicts = await honest;
    expect(acceptedOf(verdicts)).toBeGreaterThanOrEqual(0.95 * verdicts.length);
  }, 60_000);

  it('cost no more than a hundred calls of Aliyun a second, and refuse no ticket that brings a page token', async () => {
    const server = serve(50);
    const count = 400;
    const tokens: string[] = [];
    for (let i = 0; i < count; i += 1) tokens.push(await server.page());
    const come = (i: number) => server.postAliyun(ticketOf('solved'), nat, tokens[i]);
    const honest = evenly((count * second) / floodMs, come).then(acceptedOf);
    expect(await Promise.all([honest, flood({ post: server.postAliyun })])).toEqual([count, 0]);
    // The last of them waited for a second.
    expect(server.calls()).toBeLessThanOrEqual(100 * (floodMs / second + 2));
    const [busy] = server.incidents;
    if (busy?.kind !== 'busy') throw new Error('tells of nothing');
    expect(busy.cnyPerMinute).toBeCloseTo(busy.callsPerMinute * 0.005);
  }, 60_000);
});
