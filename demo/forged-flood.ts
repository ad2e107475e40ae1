import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { createRecoveryTicket } from '../src/recovery-ticket.js';
import type { Verdict, Verifier } from '../src/server/index.js';
import { DEMO_APP_ID, DEMO_SCENE_ID } from './demo-verifier.js';

export interface FloodResult {
  sent: number;
  accepted: number;
  /** How many verdicts gave each reason. */
  reasons: Partial<Record<Verdict['reason'], number>>;
  /** Of the judging alone, in ms. */
  tookMs: number;
}

export const MAX_FLOOD = 5000;
/** So many forgers open the page first, as anyone can. */
const TOKEN_HOLDERS = 100;
/** Page tokens are good from two seconds on. */
const TOKEN_READY_MS = 2100;
/** Verdicts before other requests get their turn. */
const SLICE = 100;

let floods = 0;

/**
 * Posts recovery tickets that nobody's captcha made, each from another address. Some name ids of strangers, some carry
 * a page token that somebody made up, and some a true one of their own.
 */
export async function sendForgedTickets(
  verifier: Pick<Verifier, 'verify' | 'issuePageToken'>,
  count: number,
  stop: AbortSignal,
): Promise<FloodResult> {
  // Other networks than last time: each has a small share of a budget.
  floods += 1;
  const holders = Math.min(TOKEN_HOLDERS, count);
  const tokens = await Promise.all(
    Array.from({ length: holders }, (_, n) =>
      verifier.issuePageToken({ session: 'forger', remoteIp: addressOf(n) }).catch(() => undefined),
    ),
  );
  await wait(TOKEN_READY_MS, undefined, { signal: stop });

  const reasons: FloodResult['reasons'] = {};
  const startedAt = performance.now();
  let sent = 0;
  let accepted = 0;
  for (; sent < count && !stop.aborted; sent += 1) {
    // Those with a true token are spread among the others.
    const turn = Math.floor((sent * holders) / count);
    const isHolder = Math.floor(((sent + 1) * holders) / count) > turn;
    const proof = forgedProof(sent, isHolder ? tokens[turn] : undefined);
    const remoteIp = addressOf(isHolder ? turn : holders + sent);
    const verdict = await verifier.verify(proof, { remoteIp, session: 'forger' });
    reasons[verdict.reason] = (reasons[verdict.reason] ?? 0) + 1;
    if (verdict.accepted) accepted += 1;
    if (sent % SLICE === SLICE - 1) await nextTurn();
  }
  return { sent, accepted, reasons, tookMs: performance.now() - startedAt };
}

/** All parts of a recovery ticket are public. */
function forgedProof(n: number, trueToken: string | undefined) {
  const vendor = n % 2 === 0 ? 'tencent' : 'aliyun';
  const own = vendor === 'tencent' ? DEMO_APP_ID : DEMO_SCENE_ID;
  const isStrangers = n % 10 === 0 && trueToken === undefined;
  const id = isStrangers ? '2000000002' : own;
  const pageToken = trueToken ?? (n % 3 === 0 ? `made.up.${n}` : undefined);
  return {
    v: 1,
    vendor,
    id,
    // A fifth part makes tickets of one second differ, as those of the vendor's own script do.
    ticket: `${createRecoveryTicket({ code: 1001, id })}_${floods}x${n}`,
    randstr: '@forged00000',
    failures: [{ vendor, code: 'script_network', category: 'network' }],
    ...(pageToken !== undefined && { pageToken }),
  };
}

/** In 10.0.0.0/8, each in a /24 of its own. */
const addressOf = (n: number): string => `10.${(n >> 8) & 255}.${n & 255}.${(floods % 250) + 1}`;
