import type { SiteCheck } from '../checks/site-check.js';
import type { OnIncident } from '../incident.js';
import { siteRegion, type Site } from '../sites.js';
import type { EvidenceStore } from '../store/store.js';
import { evidenceTargets, type Probes } from './canaries.js';
import { createEvidence, type Evidence, type VendorEvidence } from './evidence.js';
import type { VendorState } from './vendor-state.js';

export interface FormerParts {
  sites: readonly Site[];
  checkOf(site: Site): SiteCheck;
  store: EvidenceStore;
  onIncident: OnIncident | undefined;
  script?: Probes['script'];
  eventLoopDelay?: () => number;
}

/** The former evidence behind the new face, until the new one is there. */
export function formerEvidence(parts: FormerParts): Evidence {
  const { sites, checkOf, store, onIncident, script, eventLoopDelay } = parts;
  const probes = { api: (site: Site) => checkOf(site).probe(), ...(script && { script }) };
  const former = createEvidence({ targets: evidenceTargets(sites), probes, store, onIncident, eventLoopDelay });
  const suspected = new Set<string>();
  return {
    async state(site) {
      former.used();
      const seen = await former.state(site.vendor, siteRegion(site));
      if (seen.state === 'suspected') suspected.add(nameOf(site));
      else suspected.delete(nameOf(site));
      return translated(seen);
    },
    states: async () => (await former.states()).map((one) => ({ ...one, ...translated(one) })),
    suspect: (site) => former.suspect(site.vendor, siteRegion(site)),
    answered: (site) => former.humanVerdict(site.vendor, siteRegion(site)),
    judged: (site) => (suspected.has(nameOf(site)) ? 'pending' : 'all_up'),
    declare: (...given: Parameters<typeof former.declare>) => former.declare(...given),
    ready: () => Promise.resolve(),
    close: () => {
      former.close();
      return Promise.resolve();
    },
  };
}

const nameOf = (site: Site): string => `${site.vendor} ${siteRegion(site)}`;

function translated({ state, since, why, declared, outageEndedAt }: VendorState): VendorEvidence {
  const apiDown = state === 'outage' && why.startsWith('api');
  const grace = outageEndedAt === undefined ? {} : { graceUntil: outageEndedAt + 60_000 };
  return { state: state === 'cut_off' ? 'healthy' : state, since, why, declared, apiDown, ...grace };
}
