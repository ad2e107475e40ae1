// What the server half costs: decisions a second on one core over the memory store, round trips over a Redis that is
// started for it where there is one, what a real ticket takes of our own time, what a flood on a hanging vendor holds,
// and what a million decisions leave behind. Prints, and writes bench/RESULTS-server.md; nothing is judged here.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}/test-results/bench/server.mjs`;
await build({
  stdin: {
    contents: ['verifier', 'store/memory-store', 'store/redis-store', 'checks/site-check']
      .map((name) => `export * from './src/server/${name}.js';`)
      .join('\n'),
    resolveDir: root,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
});

/** Each measurement has a process of its own, so that none inherits another's heap. */
const parts = ['decisions', 'real-ticket', 'redis', 'hanging-vendor', 'million'];
const rows = [];
console.log(`Node ${process.version}`);
for (const part of parts) {
  const { stdout, status } = spawnSync(process.execPath, ['--expose-gc', `${root}/bench/server/${part}.mjs`, outfile], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const lines = status === 0 ? stdout.trim().split('\n') : [`| ${part} | failed | |`];
  for (const line of lines) console.log(`  ${line}`);
  rows.push(...lines);
}

const machine = `Node ${process.version}, ${cpus().length} cores, load average ${loadavg()[0]?.toFixed(1)}`;
writeFileSync(
  `${root}/bench/RESULTS-server.md`,
  `# What the server half costs

Made by \`npm run bench:server\`; do not edit. ${machine}, ${new Date().toISOString().slice(0, 10)}. By the clock other processes count too; of
CPU only this one.

| what | measured | bar |
| --- | --- | --- |
${rows.join('\n')}
`,
);
