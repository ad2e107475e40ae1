import type { WatchedEvidence } from 'captcha-failover/server';
import type { Config } from '../config/config.js';
import { urlOf } from '../config/listen.js';
import { nameOf } from '../log.js';

/** Asks the running service that the configuration describes, and prints what is seen. Gives the exit code. */
export async function askService(
  { listen, token }: Config,
  request: { path: string; body?: object },
  print: (line: string) => void,
): Promise<number> {
  const url = urlOf(listen) + request.path;
  try {
    const response = await fetch(url, {
      ...(request.body && { method: 'POST', body: JSON.stringify(request.body) }),
      headers: {
        ...(request.body && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(5000),
    });
    const answer = (await response.json()) as { vendors?: WatchedEvidence[]; code?: string; message?: string };
    if (!response.ok) {
      print(`${answer.code ?? response.status}: ${answer.message ?? ''}`);
      return 1;
    }
    for (const { vendor, region, state, since, why, declared } of answer.vendors ?? [])
      print(
        `${vendor} ${region}  ${state}${declared ? ' (declared)' : ''} since ${new Date(since).toISOString()}: ${why}`,
      );
    return 0;
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    print(`${url} does not answer (${nameOf(cause)}): is the service running?`);
    return 1;
  }
}
