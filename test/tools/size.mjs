// What the production build weighs in a page: of an import what a bundler makes of it (esbuild --bundle --minify
// --format=esm --target=es2018), of the script-tag file what it is; then gzip -9, and brotli where that has a limit, too.
// A row with `over` is what its imports add to those of the main entry. Fails above a limit of size-limits.json. That is
// what was reached: a commit that raises one names the rule that it buys. Where we want less, the goal stands beside it.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const rows = JSON.parse(readFileSync(new URL('size-limits.json', import.meta.url), 'utf8'));

/** The frameworks that an entry needs are on the page anyway. */
const external = ['react', 'vue'];

async function bundle(...exports) {
  const { outputFiles } = await build({
    stdin: { contents: exports.join('\n'), resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    write: false,
    external,
  });
  return outputFiles[0].contents;
}

const sizesOf = (code) => ({
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotliCompressSync(code).length,
  minified: code.length,
});

async function measure({ name, imports, from, over }) {
  if (!imports) return sizesOf(readFileSync(`dist/${name}`));
  const own = `export { ${imports} } from './dist/${from}';`;
  if (!over) return sizesOf(await bundle(own));
  const main = `export { ${over} } from './dist/index.js';`;
  const [without, whole] = [sizesOf(await bundle(main)), sizesOf(await bundle(main, own))];
  return Object.fromEntries(Object.entries(whole).map(([way, size]) => [way, size - without[way]]));
}

let isOver = false;
for (const row of rows) {
  const sizes = await measure(row);
  for (const way of ['gzip', 'brotli']) {
    const limit = row[way];
    if (!limit) continue;
    if (sizes[way] > limit) isOver = true;
    const verdict = sizes[way] > limit ? 'OVER' : 'ok';
    const cells = [
      `${sizes[way]} B`.padStart(8),
      `limit ${limit} B`.padStart(13),
      verdict.padEnd(4),
      row.name.padEnd(32),
    ];
    const goal = row.goal ? `, goal ${row.goal[way]} B` : '';
    console.log(`  ${cells.join('  ')}  ${way} (minified ${sizes.minified} B${goal})`);
  }
}
process.exit(isOver ? 1 : 0);
