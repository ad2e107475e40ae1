import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimulatorHosts } from './hosts.js';
import type { SimulatorInjection } from './injection.js';

const PLACEHOLDER = /(["'`])__SIMULATOR__\1/g;

/** Where the build puts the vendors' scripts; this file runs as source and, bundled, out of `dist/` itself. */
const BUILT_SCRIPTS = fileURLToPath(new URL('../dist/scripts/', import.meta.url));

/**
 * A built vendor script with the simulator's hosts and the case in it. `path` is "<vendor>/<name>", e.g. "tencent/entry";
 * `query` is the query string of the request, without "?". Rejects when the script has not been built.
 */
export async function vendorScript(
  path: string,
  hosts: SimulatorHosts,
  query: string,
  folder = BUILT_SCRIPTS,
): Promise<string> {
  const script = await readFile(join(folder, `${path}.js`), 'utf8');
  const injection: SimulatorInjection = { hosts, query };
  // A function, because `$` has a meaning in a replacement string.
  return script.replace(PLACEHOLDER, () => JSON.stringify(injection));
}
