import type { ProbeResult } from '../checks/check-result.js';
import { siteRegion, type ServerVendor, type Site } from '../sites.js';
import type { HttpProbe } from './http-probe.js';
import { referenceProbes, scriptProbes } from './script-addresses.js';

/** How targets are asked. None may reject; one that does counts as `unknown` and is told as an incident. */
export interface Probes {
  /** A call of the vendor's server API that costs nothing and passes nobody. */
  api(site: Site, signal: AbortSignal): Promise<ProbeResult>;
  http(probe: HttpProbe, signal: AbortSignal): Promise<ProbeResult>;
}

/** What a canary asks: one API or script, or a reference. */
export interface Target {
  readonly kind: 'api' | 'script' | 'reference';
  /** Holds the whole address, so that another address has a past of its own. */
  readonly key: string;
  /** As shown in states and incidents: a query may hold what is no one's business. */
  readonly name: string;
  readonly limitMs: number;
  probe(signal: AbortSignal): Promise<ProbeResult>;
}

/** The sites of one vendor in one region, which share one state, and what shows it. */
export interface WatchPlan {
  readonly vendor: ServerVendor;
  /** `cn`, `intl`, `sgp`; `global` for a vendor without regions. */
  readonly region: string;
  readonly targets: readonly Target[];
}

/** For a script, in ms. */
const scriptLimit = 3000;

/** Of the API that this site's tickets are asked of. Without an endpoint it is that of the region. */
export function apiKey({ endpoint }: Site): string {
  return endpoint === undefined ? 'api' : `api ${endpoint}`;
}

/**
 * What is watched for the configured sites: each of their APIs and scripts, and beside each vendor the references.
 *
 * @param references addresses, or the default ones
 * @throws TypeError for an address that cannot be
 */
export function watchPlans(
  sites: readonly Site[],
  references: readonly string[] | undefined,
  probes: Probes,
  apiLimit: number,
): WatchPlan[] {
  const groups = grouped(sites, (site) => `${site.vendor}:${siteRegion(site)}`);
  const beside = referenceProbes(references, sites).map((probe) => httpTarget('reference', probe, probes));
  return groups.map((group) => planOf(group, beside, probes, apiLimit));
}

/** Sites that have something in common: at least one. */
type Group = readonly [Site, ...Site[]];

function grouped(sites: readonly Site[], keyOf: (site: Site) => string): Group[] {
  const groups = new Map<string, [Site, ...Site[]]>();
  for (const site of sites) {
    const group = groups.get(keyOf(site));
    if (group) group.push(site);
    else groups.set(keyOf(site), [site]);
  }
  return [...groups.values()];
}

function planOf(group: Group, beside: readonly Target[], probes: Probes, apiLimit: number): WatchPlan {
  const byUrl = new Map<string, HttpProbe>();
  for (const site of group) {
    for (const probe of site.vendor === 'aicaptcha' ? [] : scriptProbes(site)) {
      // An entry script of one site may be a secondary one of another: the stricter test counts.
      byUrl.set(probe.url.href, { ...byUrl.get(probe.url.href), ...probe });
    }
  }
  const apis = grouped(group, apiKey).map((sharing) => apiTarget(sharing, probes, apiLimit));
  const scripts = [...byUrl.values()].map((probe) => httpTarget('script', probe, probes));
  return { vendor: group[0].vendor, region: siteRegion(group[0]), targets: [...apis, ...scripts, ...beside] };
}

/** Sites of one endpoint share a canary. One whose keys are wrong hands on to the next. */
function apiTarget(sites: Group, probes: Probes, limitMs: number): Target {
  const [first] = sites;
  let turn = 0;
  return {
    kind: 'api',
    key: apiKey(first),
    name: first.endpoint === undefined ? 'api' : `api ${new URL(first.endpoint).host}`,
    limitMs,
    probe: async (signal) => {
      const result = await probes.api(sites[turn % sites.length] ?? first, signal);
      if (result.answer === 'unknown') turn += 1;
      return result;
    },
  };
}

function httpTarget(kind: 'script' | 'reference', probe: HttpProbe, probes: Probes): Target {
  const { href, origin, pathname } = probe.url;
  return {
    kind,
    key: `${kind} ${href}`,
    name: `${kind} ${origin}${pathname}`,
    limitMs: scriptLimit,
    probe: (signal) => probes.http(probe, signal),
  };
}
