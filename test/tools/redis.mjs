// Runs the tests against a real redis-server, which they start and stop themselves on a free port. It is taken from
// PATH; else installed, where we are root and have apt-get; else the tests are reported as skipped, and that is a
// failure where they are required (REQUIRE_REDIS=1, or CI=true).
import { spawnSync } from 'node:child_process';

const works = (...command) => spawnSync(command[0], command.slice(1), { stdio: 'ignore' }).status === 0;
const found = () => works('redis-server', '--version');

if (!found() && process.getuid?.() === 0) {
  const packages = ['install', '-y', '--no-install-recommends', 'redis-server'];
  if (!works('apt-get', ...packages) && works('apt-get', 'update')) works('apt-get', ...packages);
}
if (!found()) {
  const required = process.env.REQUIRE_REDIS === '1' || process.env.CI === 'true';
  console.log(
    `redis tests ${required ? 'FAILED' : 'skipped'}: there is no redis-server on PATH, and none can be installed`,
  );
  process.exit(required ? 1 : 0);
}
const args = ['vitest', 'run', '--config', 'vitest.redis.config.ts', ...process.argv.slice(2)];
process.exit(spawnSync('npx', args, { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1);
