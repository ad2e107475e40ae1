import { vi } from 'vitest';
import { createRecoveryTicket } from '../../../src/recovery-ticket.js';
import type { CheckResult, ProbeResult } from '../../../src/server/checks/check-result.js';
import type { SiteCheck } from '../../../src/server/checks/site-check.js';
import type { CheckInput } from '../../../src/server/checks/vendor-api.js';
import type { OwnState } from '../../../src/server/evidence/own-controls.js';
import type { Incident } from '../../../src/server/incident.js';
import type { VerifierOptions } from '../../../src/server/options.js';
import type { ServerVendor, Site } from '../../../src/server/sites.js';
import { assembleVerifier } from '../../../src/server/verifier.js';

export const APP_ID = '190000001';
export const SCENE_ID = 'scene1';
export const KEYS = [{ kid: 'k1', secret: 'a secret of thirty-two bytes, or more' }];

export const tencentSite: Site = {
  vendor: 'tencent',
  appId: APP_ID,
  appSecretKey: 'app-secret',
  secretId: 'id',
  secretKey: 'key',
};
export const aliyunSite: Site = { vendor: 'aliyun', sceneId: SCENE_ID, accessKeyId: 'id', accessKeySecret: 'secret' };
export const aicaptchaSite: Site = { vendor: 'aicaptcha', siteKey: 'key1', secret: 'secret' };

const up: ProbeResult = { answer: 'up', why: 'code_21' };

/** Vendors in this process, each with a switch, for what happens over minutes and hours of fake time. */
export function fakeVendors() {
  const answers = new Map<ServerVendor, ProbeResult>();
  const verdicts = new Map<ServerVendor, CheckResult>();
  const asked: (CheckInput & { vendor: ServerVendor })[] = [];
  let probes = 0;
  let own: OwnState = 'well';
  const probe = (vendor: ServerVendor): Promise<ProbeResult> => {
    probes += 1;
    return Promise.resolve(answers.get(vendor) ?? up);
  };
  const siteCheck = ({ vendor }: Site): SiteCheck => ({
    check: (input) => {
      asked.push({ vendor, ...input });
      return Promise.resolve(verdicts.get(vendor) ?? { kind: 'human' });
    },
    probe: () => probe(vendor),
    ready: () => Promise.resolve(),
  });
  return {
    parts: {
      siteCheck,
      http: ({ url }: { url: URL }) => probe(url.hostname.endsWith('alicdn.com') ? 'aliyun' : 'tencent'),
      controls: () => Promise.resolve(own),
    },
    /** From now on every target of the vendor answers so; without an answer it is up. */
    probesSay(vendor: ServerVendor, answer?: ProbeResult) {
      if (answer) answers.set(vendor, answer);
      else answers.delete(vendor);
    },
    /** How this process itself fares from now on. */
    fare(state: OwnState) {
      own = state;
    },
    fall(vendor: ServerVendor) {
      answers.set(vendor, { answer: 'down', why: 'ECONNREFUSED' });
      verdicts.set(vendor, { kind: 'unchecked', why: 'no_answer' });
    },
    return(vendor: ServerVendor) {
      answers.delete(vendor);
      verdicts.delete(vendor);
    },
    verdict(vendor: ServerVendor, result: CheckResult) {
      verdicts.set(vendor, result);
    },
    /** What the vendors were asked about, the first first. */
    asked,
    get probes() {
      return probes;
    },
  };
}

/** A verifier over fake vendors; both vendors are seen up before it is handed out. Needs fake timers. */
export async function verifierOver(vendors: ReturnType<typeof fakeVendors>, options: Partial<VerifierOptions> = {}) {
  const incidents: Incident[] = [];
  const verifier = assembleVerifier(
    { sites: [tencentSite], keys: KEYS, onIncident: (incident) => incidents.push(incident), ...options },
    vendors.parts,
  );
  await vi.advanceTimersByTimeAsync(30_000);
  return { verifier, incidents };
}

let serial = 0;
/** Each real ticket is another one. */
export const realProof = () => ({
  v: 1,
  vendor: 'tencent',
  id: APP_ID,
  ticket: `t03-${(serial += 1)}`,
  randstr: '@abc',
});

/** A forged one is made just so: all of its parts are public. */
export function recoveryProof(
  parts: { id?: string; vendor?: 'tencent' | 'aliyun'; pageToken?: string; now?: number } = {},
) {
  const { id = APP_ID, vendor = 'tencent', pageToken, now = Date.now() } = parts;
  serial += 1;
  return {
    v: 1,
    vendor,
    id,
    // The session id makes tickets of one second differ, as those of the vendor's own script do.
    ticket: `${createRecoveryTicket({ code: 1001, id, now })}_${serial}`,
    randstr: '@abcdefghijk',
    failures: [{ vendor, code: 'script_timeout', category: 'timeout' }],
    ...(pageToken !== undefined && { pageToken }),
  };
}

/** One of 2²⁴ addresses, each in a /24 of its own for the first 65,536. */
export const addressOf = (n: number) => `10.${(n >> 8) & 255}.${n & 255}.${(n >> 16) + 1}`;
