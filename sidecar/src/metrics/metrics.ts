import type { CanaryEvent, Incident, StateName, VerdictEvent, Verifier } from 'captcha-failover/server';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { VerifierOptions } from 'captcha-failover/server';
import { MinuteCount } from './minute-count.js';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  request(route: string, status: number): void;
  verdict(event: VerdictEvent): void;
  canary(event: CanaryEvent): void;
  incident(incident: Incident): void;
}

/** What is looked at when somebody asks for the metrics. */
export interface Observed {
  readonly options: Pick<VerifierOptions, 'sites' | 'actions'>;
  verifier(): Pick<Verifier, 'state' | 'load'>;
  isStoreUp(): Promise<boolean>;
}

const states: readonly StateName[] = ['healthy', 'suspected', 'outage'];
const pools = ['returning', 'others'] as const;
/** Of an action that does not say how many it lets in a minute. */
const defaultBudget = 30;

/** All metrics of one service, by the names that the dashboard and the alert rules use. */
export function createMetrics({ options, verifier, isStoreUp }: Observed): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const named = (name: string, help: string) => ({ name: `captcha_failover_${name}`, help, registers });
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    ...named('http_requests_total', 'Requests by route and status.'),
    labelNames: ['route', 'status'],
  });
  const verdicts = new Counter({
    ...named('verdicts_total', 'Verdicts; assurance is "none" for refusals.'),
    labelNames: ['action', 'vendor', 'assurance', 'reason'],
  });
  const verdictSeconds = new Histogram({
    ...named('verdict_seconds', 'How long a verdict took, the vendor included.'),
    labelNames: ['vendor'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
  });
  const letThrough = new Counter({
    ...named('let_through_total', 'Those who were let in unchecked, by the pool whose budget they took.'),
    labelNames: ['action', 'pool'],
  });
  const canarySeconds = new Histogram({
    ...named('canary_seconds', 'How long canaries of this process took.'),
    labelNames: ['vendor', 'region', 'canary', 'answer'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
  });
  const incidents = new Counter({
    ...named('incidents_total', 'Incidents by kind, such as misconfigured or observer_unwell.'),
    labelNames: ['kind', 'vendor'],
  });

  const budgets = new Map(
    Object.entries(options.actions ?? { default: {} }).map(([action, { recoveryPerMinute = defaultBudget }]) => [
      action,
      { perMinute: recoveryPerMinute, used: new MinuteCount() },
    ]),
  );
  // Counters that begin at 0 have an increase at their first event.
  for (const action of budgets.keys()) for (const pool of pools) letThrough.inc({ action, pool }, 0);
  for (const { vendor } of options.sites) incidents.inc({ kind: 'misconfigured', vendor }, 0);

  new Gauge({
    ...named('vendor_state', '1 for the state that is seen of a vendor: healthy, suspected or outage.'),
    labelNames: ['vendor', 'region', 'state'],
    async collect() {
      for (const { vendor, region, state } of await verifier().state())
        for (const name of states) this.set({ vendor, region, state: name }, state === name ? 1 : 0);
    },
  });
  new Gauge({
    ...named('vendor_declared', '1 while a person has declared the state of a vendor.'),
    labelNames: ['vendor', 'region'],
    async collect() {
      for (const { vendor, region, declared } of await verifier().state())
        this.set({ vendor, region }, declared ? 1 : 0);
    },
  });
  new Gauge({
    ...named('vendor_calls_in_flight', 'Calls to a vendor that are under way.'),
    labelNames: ['vendor'],
    collect() {
      for (const { vendor, inFlight } of verifier().load()) this.set({ vendor }, inFlight);
    },
  });
  new Gauge({
    ...named('queue_waiting', 'Tickets that wait for a call to their vendor.'),
    labelNames: ['vendor'],
    collect() {
      for (const { vendor, waiting } of verifier().load()) this.set({ vendor }, waiting);
    },
  });
  new Gauge({
    ...named('budget_used_ratio', 'Let in unchecked by this process in the last minute, over recoveryPerMinute.'),
    labelNames: ['action'],
    collect() {
      for (const [action, { perMinute, used }] of budgets) this.set({ action }, used.total() / perMinute);
    },
  });
  new Gauge({
    ...named('store_up', '1 while the store answers.'),
    async collect() {
      this.set((await isStoreUp()) ? 1 : 0);
    },
  });

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    request: (route, status) => requests.inc({ route, status }),
    verdict: ({ action = 'unknown', vendor = 'unknown', assurance = 'none', reason, pool, ms }) => {
      verdicts.inc({ action, vendor, assurance, reason });
      verdictSeconds.observe({ vendor }, ms / 1000);
      if (pool === undefined) return;
      letThrough.inc({ action, pool });
      budgets.get(action)?.used.add();
    },
    canary: ({ vendor, region, canary, answer, ms }) =>
      canarySeconds.observe({ vendor, region, canary, answer }, ms / 1000),
    incident: (incident) => {
      incidents.inc({ kind: incident.kind, vendor: 'vendor' in incident ? incident.vendor : 'none' });
    },
  };
}
