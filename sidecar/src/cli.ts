#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { check } from './commands/check.js';
import { askService } from './commands/client.js';
import { serve } from './commands/serve.js';
import { ConfigError, readConfigFile } from './config/config.js';
import { nameOf } from './log.js';

const USAGE = `Usage: captcha-failover-sidecar [command] [--config captcha.json]

  (no command)                  runs the service
  check                         reads the configuration and asks every vendor once
  state                         what the running service sees of the vendors
  declare <vendor> <mode>       a person's switch; mode is outage, healthy or automatic
    --for 1h                    how long it holds: s, m or h, at most 24h (not for automatic)
    --reason "…"                shown in the state and in the log

  --config <file>               captcha.json by default
  --help
`;

const exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof ConfigError) for (const problem of error.problems) console.error(`configuration: ${problem}`);
  else console.error(`captcha-failover-sidecar: ${nameOf(error)}`);
  return 1;
});
// Not before everything is written, and without waiting for what a failed start has left.
process.stdout.write('', () => process.exit(exitCode));

async function main(given: string[]): Promise<number> {
  const words = readArguments(given);
  if (!words) {
    console.error(USAGE);
    return 2;
  }
  const { values, positionals } = words;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const config = readConfigFile(values.config ?? 'captcha.json', process.env);
  const [command = 'serve', vendor, mode] = positionals;
  switch (command) {
    case 'check':
      return check(config, console.log);
    case 'state':
      return askService(config, { path: '/v1/state' }, console.log);
    case 'declare': {
      const { for: duration, reason } = values;
      return askService(config, { path: '/v1/declare', body: { vendor, mode, for: duration, reason } }, console.log);
    }
    default:
      return serve(config);
  }
}

function readArguments(given: string[]) {
  try {
    const words = parseArgs({
      args: given,
      allowPositionals: true,
      options: {
        config: { type: 'string', short: 'c' },
        for: { type: 'string' },
        reason: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const [command = 'serve', ...rest] = words.positionals;
    const expected = command === 'declare' ? 2 : 0;
    return ['serve', 'check', 'state', 'declare'].includes(command) && rest.length === expected ? words : undefined;
  } catch {
    return undefined;
  }
}
