// What a user of the package meets: publint and are-the-types-wrong on the packed package, and whether etc/ still is the
// public API. Wants a build: packing makes none here, as it would for a release.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'captcha-failover-pack-'));

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exitCode = 1;
}

try {
  const options = ['--json', '--ignore-scripts', '--pack-destination', folder];
  const packed = spawnSync('npm', ['pack', ...options], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (packed.status === 0) {
    const [{ filename, size, unpackedSize, files }] = JSON.parse(packed.stdout);
    console.log(`${filename}: ${size} B, unpacked ${unpackedSize} B in ${files.length} files`);
    const tarball = join(folder, filename);
    run('npx', 'publint', '--strict', tarball);
    // With the resolution of before `exports`, too, by which projects of webpack 4 find the entries. The rule that is left
    // out warns of ES modules under require(): every Node.js that we support takes them there.
    run('npx', 'attw', tarball, '--ignore-rules', 'cjs-resolves-to-esm');
  } else {
    console.error(packed.stderr);
    process.exitCode = 1;
  }
  run('node', 'test/tools/api-report.mjs');
} finally {
  rmSync(folder, { recursive: true });
}
