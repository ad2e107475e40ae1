// What each weighs in a page, and its code for one.
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const shared = {
  bundle: true,
  minify: true,
  target: 'es2018',
  write: false,
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** Minified by esbuild, gzip -9, brotli, in bytes. */
export async function sizeOf({ size }) {
  if (!size) return undefined;
  const { outputFiles } = await build({
    ...shared,
    stdin: { contents: size[0], resolveDir: here },
    format: 'esm',
  });
  const code = outputFiles[0].contents;
  return {
    minified: code.length,
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
  };
}

/** A script for a page; how long it took to run is in `window.ranFor`. */
export async function pageCode({ file }) {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: [`${here}subjects/${file}`],
    format: 'iife',
    banner: { js: 'window.ranFor = performance.now();' },
    footer: { js: 'window.ranFor = performance.now() - window.ranFor;' },
  });
  return outputFiles[0].text;
}
