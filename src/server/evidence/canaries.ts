import type { ServerVendor, Site } from '../sites.js';
import type { ProbeResult } from './probe-result.js';
import { type ScriptProbe, scriptProbes } from './script-addresses.js';

/** The sites of one vendor in one region: they share one state. */
export interface EvidenceTarget {
  readonly vendor: ServerVendor;
  /** `cn`, `intl`, `sgp`; `global` for a vendor without regions. */
  readonly region: string;
  readonly sites: readonly Site[];
}

/** How the canaries ask. None may reject; one that does counts as `unknown` and is told as an incident. */
export interface Probes {
  /** A call of the vendor's server API that costs nothing and passes nobody. */
  api(site: Site): Promise<ProbeResult>;
  /** A GET of a script; by default a real one. */
  script?(probe: ScriptProbe, signal: AbortSignal): Promise<ProbeResult>;
}

export interface Canary {
  /** Unique in its region, stable over restarts, and shown in states and incidents. */
  readonly name: string;
  probe(signal: AbortSignal): Promise<ProbeResult>;
}

/** The region whose state a site shares. */
export function siteRegion(site: Site): string {
  return site.vendor === 'aicaptcha' ? 'global' : (site.region ?? 'cn');
}

/** Groups the configured sites into those that share a state. */
export function evidenceTargets(sites: readonly Site[]): EvidenceTarget[] {
  const targets = new Map<string, EvidenceTarget & { sites: Site[] }>();
  for (const site of sites) {
    const { vendor } = site;
    const region = siteRegion(site);
    const key = `${vendor}:${region}`;
    const target = targets.get(key) ?? { vendor, region, sites: [] };
    target.sites.push(site);
    targets.set(key, target);
  }
  return [...targets.values()];
}

/**
 * One canary for each server API and each script that the sites depend on.
 *
 * @throws TypeError for a wrong script address
 */
export function canariesOf(
  { sites }: EvidenceTarget,
  api: Probes['api'],
  script: Required<Probes>['script'],
): Canary[] {
  const byEndpoint = new Map<string, Site[]>();
  const byUrl = new Map<string, ScriptProbe>();
  for (const site of sites) {
    const endpoint = site.endpoint ?? '';
    byEndpoint.set(endpoint, [...(byEndpoint.get(endpoint) ?? []), site]);
    for (const probe of site.vendor === 'aicaptcha' ? [] : scriptProbes(site)) {
      const known = byUrl.get(probe.url.href);
      // An entry script of one site may be a secondary one of another: the stricter test counts.
      byUrl.set(probe.url.href, { ...known, ...probe });
    }
  }
  const names = new Set<string>();
  return [
    ...[...byEndpoint].map(([endpoint, of]) => apiCanary(unique(names, apiName(endpoint)), of, api)),
    ...[...byUrl.values()].map((probe) => ({
      name: unique(names, `script ${probe.url.origin}${probe.url.pathname}`),
      probe: (signal: AbortSignal) => script(probe, signal),
    })),
  ];
}

/** Sites of one endpoint share a canary. One whose keys are wrong hands on to the next. */
function apiCanary(name: string, sites: readonly Site[], api: Probes['api']): Canary {
  let turn = 0;
  return {
    name,
    probe: async () => {
      const site = sites[turn % sites.length];
      if (!site) return { answer: 'unknown', why: 'no_site' };
      const result = await api(site);
      if (result.answer === 'unknown') turn++;
      return result;
    },
  };
}

function apiName(endpoint: string): string {
  return URL.canParse(endpoint) ? `api ${new URL(endpoint).host}` : 'api';
}

/** Addresses that differ in their query only would share a name; a query may hold what is no one's business. */
function unique(names: Set<string>, name: string): string {
  let candidate = name;
  for (let count = 2; names.has(candidate); count++) candidate = `${name} #${count}`;
  names.add(candidate);
  return candidate;
}
