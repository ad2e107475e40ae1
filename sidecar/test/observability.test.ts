import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configFor, recoveryProof, serviceFor, simulatorForTest, solvedProof, untilAllUp, visitor } from './harness.js';

const alerts = readFileSync('sidecar/observability/alerts.yml', 'utf8');
const dashboard = readFileSync('sidecar/observability/dashboard.json', 'utf8');

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}
const { panels } = JSON.parse(dashboard) as Dashboard;

/** The metrics of a service that has judged somebody. */
async function metricsText(): Promise<string> {
  const simulator = await simulatorForTest();
  const { ask } = await serviceFor(configFor(simulator));
  await untilAllUp(ask);
  for (const proof of [solvedProof(), recoveryProof(), {}]) await ask('/v1/verify', { json: { proof, ...visitor } });
  return (await ask('/metrics')).text;
}

/** By name, the labels of a metric. Histograms have three names. */
function metricsOf(text: string): Map<string, Set<string>> {
  const metrics = new Map<string, Set<string>>();
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{([^}]*)\})? [^ ]+$/gm)) {
    const known = metrics.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    metrics.set(name, known);
  }
  return metrics;
}

/** The metrics that an expression names, each with the labels that it is asked for by. */
const namedIn = (expression: string) =>
  Array.from(
    expression.matchAll(/\b((?:captcha_failover|process|nodejs)_\w+)(?:\{([^}]*)\})?/g),
    ([, name = '', labels = '']) => ({
      name,
      labels: Array.from(labels.matchAll(/(\w+)\s*[!=~]/g), ([, label = '']) => label),
    }),
  );

describe('the dashboard and the alert rules', () => {
  it('name metrics and labels that are there', async () => {
    const metrics = metricsOf(await metricsText());
    const named = [
      ...namedIn(alerts),
      ...panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namedIn(expr))),
    ];
    expect(named.length).toBeGreaterThan(20);
    for (const { name, labels } of named) {
      expect(Array.from(metrics.keys())).toContain(name);
      for (const label of labels) expect(Array.from(metrics.get(name) ?? []), name).toContain(label);
    }
    // And every metric of ours is on the dashboard.
    const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namedIn(expr))).map(({ name }) => name);
    const ours = Array.from(metrics.keys()).filter((name) => name.startsWith('captcha_failover'));
    const families = ours.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    for (const family of families)
      expect(
        shown.some((name) => name.startsWith(family)),
        family,
      ).toBe(true);
  });

  it('are told apart from names that are not there', () => {
    const [first] = namedIn('sum by (a) (increase(captcha_failover_nothing{kind="x", vendor!="y"}[5m]))');
    expect(first).toEqual({ name: 'captcha_failover_nothing', labels: ['kind', 'vendor'] });
  });

  it('there are four rules', () => {
    expect(Array.from(alerts.matchAll(/- alert: (\w+)/g), ([, name]) => name)).toEqual([
      'CaptchaVendorOutage',
      'CaptchaMisconfigured',
      'CaptchaStoreAway',
      'CaptchaMoreLetThroughThanUsual',
    ]);
  });
});

const official = `
import sys
from prometheus_client.parser import text_string_to_metric_families
families = list(text_string_to_metric_families(sys.stdin.read()))
print(len([f for f in families if f.name.startswith("captcha_failover")]))
`;
/** Debian's package is for Debian's Python, which need not be the first one. */
const pythons = ['/usr/bin/python3', 'python3'];
const python = pythons.find((one) => spawnSync(one, ['-c', 'import prometheus_client']).status === 0);
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

if (!python && process.env['REQUIRE_PROMETHEUS'] === '1') throw new Error('There is no prometheus_client for Python.');

describe('/metrics', () => {
  it.skipIf(!python)('is read by the official parser of Python', async () => {
    const input = await metricsText();
    const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', official], { input, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(Number(stdout)).toBe(12);
    const broken = spawnSync(python ?? '', ['-c', official], { input: `${input}broken{ 1\n`, encoding: 'utf8' });
    expect(broken.status).not.toBe(0);
  });

  it.skipIf(!hasPromtool)('and the rules are right by promtool', async () => {
    const rules = spawnSync('promtool', ['check', 'rules', 'sidecar/observability/alerts.yml'], { encoding: 'utf8' });
    expect([rules.status, rules.stdout]).toEqual([0, expect.stringContaining('4 rules found')]);
    const input = await metricsText();
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
    // prom-client's own metrics of the process have names that promtool would choose otherwise.
    const complaints = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('captcha_failover'));
    expect(complaints).toEqual([]);
    expect([0, 3]).toContain(status);
  });
});
