import { placeUrl } from './place-url.js';
import { simulation } from './simulation.js';
import type { ShowRequest, VerifyReply } from './vendor-contract.js';

const TIMEOUT_MS = 10_000;

export interface Answer {
  seed: number;
  value: number;
  sid: string;
}

/** The user's answer, checked by the API; undefined when no usable reply came. */
export async function askVerify(
  { apiHost, appid }: ShowRequest,
  { seed, value, sid }: Answer,
): Promise<VerifyReply | undefined> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), simulation.vendorMs(TIMEOUT_MS));
  try {
    const response = await fetch(placeUrl('verify', apiHost, '/cap_union_new_verify'), {
      method: 'POST',
      body: new URLSearchParams({ aid: appid, sess: sid, seed: String(seed), ans: String(value) }),
      signal: stop.signal,
    });
    const reply = response.ok ? ((await response.json()) as Partial<VerifyReply>) : {};
    const { errorCode, ticket = '', randstr = '' } = reply;
    return errorCode === undefined ? undefined : { errorCode, ticket, randstr };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
