import { createVerifier, type CanaryEvent, type Incident } from 'captcha-failover/server';
import type { Config } from '../config/config.js';
import { openStore } from '../store/open-store.js';

/**
 * One round of canaries, for a person to read. It reads the store and writes nothing to it, so it can be run beside a
 * service. Gives the exit code: 0 when every vendor answered and so did the store.
 */
export async function check(config: Config, print: (line: string) => void): Promise<number> {
  print('Configuration: right.');
  const canaries: CanaryEvent[] = [];
  const incidents: Incident[] = [];
  const verifier = createVerifier({
    ...config.verifier,
    watch: true,
    onCanary: (event) => canaries.push(event),
    onIncident: (incident) => incidents.push(incident),
  });
  await verifier.ready();
  await verifier.close();
  for (const { vendor, region, canary, answer, why, ms } of canaries)
    print(
      `${answer === 'up' ? 'up  ' : answer.padEnd(4)}  ${vendor} ${region}  ${canary}  ${why}, ${Math.round(ms)} ms`,
    );
  const told = incidents.filter(({ kind }) => kind === 'misconfigured' || kind === 'canary_fault');
  for (const incident of told) if ('detail' in incident) print(`${incident.kind}: ${incident.detail}`);

  const isStoreUp = await reachStore(config);
  print(`Store (${config.store.kind}): ${isStoreUp ? 'answers' : 'does not answer'}.`);
  if (canaries.length === 0) print('No canary has answered within 5 s.');
  const areUp = canaries.length > 0 && canaries.every(({ answer }) => answer === 'up' || answer === 'throttled');
  return areUp && told.length === 0 && isStoreUp ? 0 : 1;
}

/** A store of one's own process is there; a Redis has two seconds. */
async function reachStore({ store: config }: Config): Promise<boolean> {
  if (config.kind !== 'redis') return true;
  const { isUp, close } = openStore(config, () => undefined);
  const until = performance.now() + 2000;
  let answers = await isUp();
  while (!answers && performance.now() < until) answers = await isUp();
  close();
  return answers;
}
