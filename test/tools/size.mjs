// What the production build weighs in a page: of an import what a bundler makes of it (esbuild --bundle --minify
// --format=esm --target=es2018), of the script-tag file what it is; then gzip -9, and brotli where that has a limit, too.
// Fails above a limit of size-limits.json; with --tell it only prints.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const rows = JSON.parse(readFileSync(new URL('size-limits.json', import.meta.url), 'utf8'));

async function codeOf({ name, imports, from }) {
  if (!imports) return readFileSync(`dist/${name}`);
  const { outputFiles } = await build({
    stdin: { contents: `export { ${imports} } from './dist/${from}';`, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    write: false,
  });
  return outputFiles[0].contents;
}

let over = false;
for (const row of rows) {
  const code = await codeOf(row);
  const sizes = { gzip: gzipSync(code, { level: 9 }).length, brotli: brotliCompressSync(code).length };
  for (const way of ['gzip', 'brotli']) {
    const limit = row[way];
    if (!limit) continue;
    if (sizes[way] > limit) over = true;
    const verdict = sizes[way] > limit ? 'OVER' : 'ok';
    const cells = [
      `${sizes[way]} B`.padStart(8),
      `limit ${limit} B`.padStart(13),
      verdict.padEnd(4),
      row.name.padEnd(28),
    ];
    console.log(`  ${cells.join('  ')}  ${way} (minified ${code.length} B)`);
  }
}
process.exit(over && !process.argv.includes('--tell') ? 1 : 0);
