import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatorHosts } from './hosts.js';
import type { SimulatorInjection } from './injection.js';
import { projectRoot } from './project-root.js';

const PLACEHOLDER = /(["'`])__SIMULATOR__\1/g;

/**
 * A built vendor script with the simulator's hosts and the case in it. `path` is "<vendor>/<name>", e.g. "tencent/entry";
 * `query` is the query string of the request, without "?". Rejects when the script has not been built.
 */
export async function vendorScript(
  path: string,
  hosts: SimulatorHosts,
  query: string,
  root = projectRoot(),
): Promise<string> {
  const script = await readFile(join(root, 'simulator/dist', `${path}.js`), 'utf8');
  const injection: SimulatorInjection = { hosts, query };
  // A function, because `$` has a meaning in a replacement string.
  return script.replace(PLACEHOLDER, () => JSON.stringify(injection));
}
