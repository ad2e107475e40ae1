// Runs the tests against a real redis-server, which they start and stop themselves on a free port. Where there is none,
// the tests are reported as skipped, and that is a failure where they are required (REQUIRE_REDIS=1, or CI=true).
import { spawnSync } from 'node:child_process';
import { findRedis } from './find-redis.mjs';

if (!findRedis()) {
  const required = process.env.REQUIRE_REDIS === '1' || process.env.CI === 'true';
  console.log(
    `redis tests ${required ? 'FAILED' : 'skipped'}: there is no redis-server on PATH, and none can be installed`,
  );
  process.exit(required ? 1 : 0);
}
const args = ['vitest', 'run', '--config', 'vitest.redis.config.ts', ...process.argv.slice(2)];
process.exit(spawnSync('npx', args, { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1);
