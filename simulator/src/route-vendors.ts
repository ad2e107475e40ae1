import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page, Route } from '@playwright/test';
import { caseToQuery, type SimulatorCase } from './case.js';
import { ENTRY_SCRIPTS } from './entry-scripts.js';
import { hostOf, REAL_HOSTS_HEADER, type AliyunRegion } from './real-hosts.js';
import type { Simulator } from './start-simulator.js';
import { caseOf, type VendorFaults } from './vendor-faults.js';

/** How a browser is told that no answer comes. */
type Abort = 'connectionrefused' | 'connectionreset' | 'namenotresolved' | 'failed';

/**
 * Serves the vendors' real addresses from the simulator, so that an app needs no change to be tested: what its pages ask
 * of `turing.captcha.qcloud.com`, `o.alicdn.com` and the other hosts of both vendors is answered here, under the given
 * faults. Call it before the page is opened; a later call counts its faults anew and takes the earlier one's place.
 *
 * What a wire does reaches the page as Playwright can say it: a connection that is reset or cut in the middle is an
 * error of the network, an answer that hangs after its headers hangs before them. Everything else is as it is.
 *
 * @returns takes the routes back
 */
export async function routeVendors(
  context: BrowserContext | Page,
  simulator: Pick<Simulator, 'hosts' | 'closing'>,
  faults: Partial<VendorFaults> = {},
): Promise<() => Promise<void>> {
  const { tencent = {}, aliyun = {} } = faults;
  const cases = { tencent: caseOf(tencent, randomUUID()), aliyun: caseOf(aliyun, randomUUID()) };
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
    simulator.closing.removeEventListener('abort', end);
  };
  simulator.closing.addEventListener('abort', end);
  whenClosed(context, 'on', end);

  const answer = async (route: Route): Promise<void> => {
    const url = new URL(route.request().url());
    const host = hostOf(url);
    if (host === 'refused') return route.abort('connectionrefused');
    if (host === 'unresolved') return route.abort('namenotresolved');
    if (!host) return route.fallback();
    const own = host.startsWith('tencent') ? cases.tencent : cases.aliyun;
    if (isEntryScript(url)) {
      const missing = own.entry?.length === 1 && noConnection[own.entry[0] ?? ''];
      if (missing) return route.abort(missing);
      addCase(url, own);
    }
    return forward(route, simulator.hosts[host] + url.pathname + url.search, aliyun.region ?? 'cn', ended.signal);
  };
  // The page may be gone by the time of the answer.
  const handler = (route: Route): Promise<void> => answer(route).catch(() => undefined);
  const ours = (url: URL): boolean => hostOf(url) !== undefined;
  await context.route(ours, handler);
  return async () => {
    end();
    whenClosed(context, 'off', end);
    await context.unroute(ours, handler);
  };
}

/** Pages and contexts both have the event, under signatures that TypeScript does not take for one. */
function whenClosed(target: BrowserContext | Page, change: 'on' | 'off', end: () => void): void {
  if ('context' in target) target[change]('close', end);
  else target[change]('close', end);
}

/** No server can act these two. */
const noConnection: Partial<Record<string, Abort>> = { refused: 'connectionrefused', dns: 'namenotresolved' };

const isEntryScript = ({ pathname }: URL): boolean =>
  Object.values(ENTRY_SCRIPTS).some(({ path }) => path === pathname);

/** The loader's own parameters stay; the script carries the case on to all that it asks for. */
function addCase(url: URL, simulatorCase: SimulatorCase): void {
  new URLSearchParams(caseToQuery(simulatorCase)).forEach((value, name) => url.searchParams.set(name, value));
}

/** Asks the simulator, and gives its answer to the page. */
async function forward(route: Route, url: string, region: AliyunRegion, signal: AbortSignal): Promise<void> {
  const request = route.request();
  try {
    const body = request.postDataBuffer();
    const response = await fetch(url, {
      method: request.method(),
      headers: { [REAL_HOSTS_HEADER]: region, ...pick(request.headers(), 'content-type') },
      redirect: 'manual',
      signal,
      ...(body && { body: new Uint8Array(body) }),
    });
    // A redirect leads to a host that fails, or round and round.
    if (response.status >= 300 && response.status < 400) {
      await route.abort('failed');
      return;
    }
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  } catch {
    if (!signal.aborted) await route.abort('connectionreset');
  }
}

function pick(headers: Record<string, string>, name: string): Record<string, string> {
  const value = headers[name];
  return value === undefined ? {} : { [name]: value };
}
