// What a user of the package meets: publint and are-the-types-wrong on the packed package, and whether etc/ still is the
// public API. Wants a build: packing makes none here, as it would for a release.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'captcha-failover-pack-'));

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exitCode = 1;
  return status === 0;
}

try {
  if (run('npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder)) {
    const tarball = join(folder, readdirSync(folder)[0]);
    run('npx', 'publint', '--strict', tarball);
    run('npx', 'attw', tarball, '--profile', 'esm-only');
  }
  run('node', 'test/tools/api-report.mjs');
} finally {
  rmSync(folder, { recursive: true });
}
