import { safeUrl } from './checks/safe-url.js';
import { referenceProbes, scriptProbes } from './evidence/script-addresses.js';
import { DEFAULT_ACTION, type ActionPolicy, type VerifierOptions } from './options.js';
import { ID_SHAPE } from './posted-proof.js';
import { siteId, siteRegion, type Site, type TencentSite } from './sites.js';
import { signingKeys } from './tokens/signing-keys.js';

/** One action with every default filled in. */
export interface Action extends Required<Omit<ActionPolicy, 'sites'>> {
  readonly name: string;
  readonly sites: readonly Site[];
  /** One site of each vendor and region: sites that share both share a state. */
  readonly watched: readonly Site[];
}

const ACTION_NAME = /^[\w.:-]{1,64}$/;

/**
 * Checks what the site's owner wrote, all of it, and fills the defaults in.
 *
 * @throws TypeError that lists every problem, without secrets
 */
export function readPolicy(options: VerifierOptions): ReadonlyMap<string, Action> {
  const problems: string[] = [];
  const sites = readSites(options.sites, problems);
  const named = Object.entries(options.actions ?? { [DEFAULT_ACTION]: {} });
  const actions = new Map(named.map(([name, policy]) => [name, readAction(name, policy, sites, problems)]));
  if (!['required', 'off', undefined].includes(options.pageToken)) problems.push('pageToken: required or off');
  requireNumber('timeoutMs', options.timeoutMs, [100, 10_000], problems);
  requireNumber('maxInFlight', options.maxInFlight, [1, 10_000], problems);
  requireNumber('maxPerSecond', options.maxPerSecond, [1, 10_000], problems);
  collect(problems, '', () => signingKeys(Array.isArray(options.keys) ? options.keys : []));
  collect(problems, '', () => referenceProbes(options.references, sites));
  if (!actions.size) problems.push('actions: name at least one, or leave the option out');
  if (problems.length) throw new TypeError(`createVerifier: ${problems.join('; ')}`);
  return actions;
}

const required = {
  tencent: ['appId', 'appSecretKey', 'secretId', 'secretKey'],
  aliyun: ['sceneId', 'accessKeyId', 'accessKeySecret'],
  aicaptcha: ['siteKey', 'secret'],
} as const;

const regions = { tencent: ['cn', 'intl'], aliyun: ['cn', 'sgp'], aicaptcha: [] } as const;

function readSites(given: unknown, problems: string[]): readonly Site[] {
  if (!Array.isArray(given) || !given.length) {
    problems.push('sites: an array with at least one site is needed');
    return [];
  }
  const ids = new Set<string>();
  return (given as unknown[]).filter((site, index): site is Site => {
    const before = problems.length;
    readSite(site, `sites[${index}]`, ids, problems);
    return problems.length === before;
  });
}

function readSite(value: unknown, name: string, ids: Set<string>, problems: string[]): void {
  const site = Object(value) as Record<string, unknown>;
  const vendor = site['vendor'];
  if (vendor !== 'tencent' && vendor !== 'aliyun' && vendor !== 'aicaptcha') {
    problems.push(`${name}.vendor: one of tencent, aliyun, aicaptcha is needed`);
    return;
  }
  for (const key of required[vendor])
    if (typeof site[key] !== 'string' || !site[key])
      problems.push(`${name}.${key}: a text that is not empty is needed`);
  const region = site['region'];
  if (region !== undefined && !(regions[vendor] as readonly unknown[]).includes(region))
    problems.push(`${name}.region: ${regions[vendor].join(' or ') || 'has no meaning for this vendor'}`);
  if (vendor === 'tencent' && !/^\d+$/.test(String(site['appId']))) problems.push(`${name}.appId: digits as a text`);
  const ownId = siteId(site as unknown as Site);
  if (!ID_SHAPE.test(ownId)) problems.push(`${name}: its id has letters, digits, _ and - only`);
  const { endpoint } = site as unknown as TencentSite;
  if (endpoint !== undefined) collect(problems, `${name}.`, () => safeUrl('endpoint', endpoint));
  // No canary fetches a script of the third one.
  if (vendor !== 'aicaptcha') collect(problems, `${name}.`, () => scriptProbes(site as unknown as TencentSite));
  const id = `${vendor} ${ownId}`;
  if (ids.has(id)) problems.push(`${name}: is there twice`);
  ids.add(id);
}

function readAction(name: string, policy: ActionPolicy, sites: readonly Site[], problems: string[]): Action {
  const { acceptRecovery = 'during_outage', recoveryPerMinute = 30, sites: ids } = Object(policy) as ActionPolicy;
  if (!ACTION_NAME.test(name)) problems.push(`actions: ${JSON.stringify(name)} is no name (letters, digits, _ . : -)`);
  if (!['never', 'during_outage', 'always'].includes(acceptRecovery))
    problems.push(`actions.${name}.acceptRecovery: never, during_outage or always`);
  if (!Number.isInteger(recoveryPerMinute) || recoveryPerMinute < 1 || recoveryPerMinute > 100_000)
    problems.push(`actions.${name}.recoveryPerMinute: a whole number from 1 to 100000`);
  if (ids !== undefined && (!Array.isArray(ids) || !ids.length)) {
    problems.push(`actions.${name}.sites: an array with at least one site's id is needed`);
    return { name, acceptRecovery, recoveryPerMinute, sites, watched: [] };
  }
  const own = ids ? sites.filter((site) => ids.includes(siteId(site))) : sites;
  for (const id of ids ?? [])
    if (!sites.some((site) => siteId(site) === id)) problems.push(`actions.${name}.sites: ${id} is none of the sites`);
  const watched = new Map(own.map((site) => [`${site.vendor} ${siteRegion(site)}`, site]));
  return { name, acceptRecovery, recoveryPerMinute, sites: own, watched: [...watched.values()] };
}

function requireNumber(name: string, value: unknown, [least, most]: [number, number], problems: string[]): void {
  if (value !== undefined && !(typeof value === 'number' && value >= least && value <= most))
    problems.push(`${name}: a number from ${least} to ${most} is needed`);
}

/** Adds what a check of another part says, so that all of it comes in one error. */
function collect(problems: string[], prefix: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    problems.push(prefix + (error as Error).message.replace(/\.$/, ''));
  }
}
