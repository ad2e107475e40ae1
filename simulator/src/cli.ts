#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { SIMULATED_IDS, startSimulator } from './start-simulator.js';
import { pasteText } from './paste-text.js';

const USAGE = `Usage: captcha-failover-simulator [--port 4200] [--host 127.0.0.1]

Starts the simulated vendors on this machine and prints what to paste into your page and your server.
  --port   of the first host; the others get the next ones, or any that are free (default: any free ports)
  --host   the address to listen on
`;

const wish = readArguments();
if (wish === undefined) {
  console.error(USAGE);
  process.exitCode = 1;
} else if (wish === 'help') console.log(USAGE);
else {
  const simulator = await startSimulator(wish);
  console.log(pasteText(simulator, SIMULATED_IDS));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second Ctrl+C ends the process at once, should the first not.
    process.once(signal, () => void simulator.close());
  }
}

function readArguments(): { port: number; host?: string } | 'help' | undefined {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return 'help';
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65535) return undefined;
    return { port, ...(values.host !== undefined && { host: values.host }) };
  } catch {
    return undefined;
  }
}
