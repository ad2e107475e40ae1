// What the built entries weigh in a page: esbuild --bundle --minify --format=esm --target=es2018, then gzip -9.
// Prints each size beside its bar and fails above one; with --tell it only prints.
import { gzipSync, brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

const main = './dist/index.js';
const entries = [
  { name: 'createCaptcha, both vendors', bar: 6800, from: main, imports: 'createCaptcha, tencent, aliyun' },
  { name: 'createCaptcha, tencent', bar: 5600, from: main, imports: 'createCaptcha, tencent' },
  { name: 'createCaptcha, aliyun', bar: 5600, from: main, imports: 'createCaptcha, aliyun' },
  {
    name: 'recovery-ticket',
    bar: 600,
    from: './dist/recovery-ticket.js',
    imports: 'createRecoveryTicket, parseRecoveryTicket',
  },
];

let over = false;
for (const { name, bar, from, imports } of entries) {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${imports} } from '${from}';`, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    write: false,
  });
  const code = outputFiles[0].contents;
  const size = gzipSync(code, { level: 9 }).length;
  if (size > bar) over = true;
  const row = [`${size} B`.padStart(8), `bar ${bar} B`.padStart(11), size > bar ? 'OVER' : 'ok  ', name.padEnd(28)];
  console.log(`  ${row.join('  ')}  (minified ${code.length} B, brotli ${brotliCompressSync(code).length} B)`);
}
process.exit(over && !process.argv.includes('--tell') ? 1 : 0);
