// Plays the pages of test/e2e/drop-in/ with the drop-in and with the vendors' own tags, at the vendors' own pace, and writes
// the table of docs/drop-in.md and its twin. Takes some minutes, and wants a build.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npx', ['playwright', 'test', '--project=chromium', '--workers=1', 'drop-in/measure'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, DROP_IN_TABLE: '1' },
});
process.exit(status ?? 1);
