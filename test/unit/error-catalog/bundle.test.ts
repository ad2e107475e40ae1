// @vitest-environment node
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as catalog from '../../../src/error-catalog/index.js';

const vendors = ['Tencent', 'Aliyun', 'Aicaptcha', 'Captchaai', 'Ucaptcha'] as const;
type Vendor = (typeof vendors)[number];

const tables: Record<Vendor, catalog.ErrorTable> = {
  Tencent: catalog.tencentErrors,
  Aliyun: catalog.aliyunErrors,
  Aicaptcha: catalog.aicaptchaErrors,
  Captchaai: catalog.captchaaiErrors,
  Ucaptcha: catalog.ucaptchaErrors,
};

/** What a page gets that imports these names of the entry. */
async function bundleOf(...names: string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${names.join(', ')} } from './src/error-catalog/index.ts';`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    charset: 'utf8',
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  const size = gzipSync(code, { level: 9 }).length;
  console.log(`${names.join(', ')}: ${Buffer.byteLength(code)} B, gzip ${size} B`);
  return code;
}

/** Sentences of one table only: the traces by which it is found in a bundle. */
function tracesOf(vendor: Vendor): string[] {
  const others = new Set(
    vendors.filter((other) => other !== vendor).flatMap((other) => tables[other].map(({ advice }) => advice.zh)),
  );
  return tables[vendor].map(({ advice }) => advice.zh).filter((text) => !others.has(text));
}

const found = (code: string) =>
  vendors.filter((vendor) => {
    const traces = tracesOf(vendor);
    const present = traces.filter((text) => code.includes(text)).length;
    // Whole or not at all: a part of a table would be a fault of its own.
    expect([0, traces.length]).toContain(present);
    return traces.length > 0 && present > 0;
  });

describe.each(vendors)('one vendor in a bundle: %s', (vendor) => {
  const table = `${vendor.toLowerCase()}Errors`;

  it('its table with lookUpError leaves the other four out', async () => {
    expect(found(await bundleOf(table, 'lookUpError'))).toEqual([vendor]);
  });

  it('its table with lookUpError and nextDelay leaves the decoders out', async () => {
    const code = await bundleOf(table, 'lookUpError', 'nextDelay');
    expect(found(code)).toEqual([vendor]);
    expect(code).not.toContain('TextDecoder');
  });

  it('its decoder brings its table only', async () => {
    const code = await bundleOf(`decode${vendor}Response`);
    expect(found(code)).toEqual([vendor]);
    expect(code).toContain('TextDecoder');
  });
});

describe('functions in a bundle', () => {
  it.each(['lookUpError', 'nextDelay'])('%s brings no table', async (name) => {
    expect(found(await bundleOf(name))).toEqual([]);
  });

  it.each(['describeError', 'decodeErrorResponse'])('%s brings all five tables', async (name) => {
    expect(found(await bundleOf(name))).toEqual(vendors);
  });

  it('an import for the names only brings nothing', async () => {
    const { outputFiles } = await build({
      stdin: { contents: `import './src/error-catalog/index.ts';`, resolveDir: process.cwd() },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
      logLevel: 'silent',
    });
    expect(outputFiles[0]?.text.trim()).toBe('');
  });
});

it('the loader’s bundle has nothing of the catalogue', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  expect(code).toContain('createCaptcha');
  expect(found(code)).toEqual([]);
  expect(code).not.toContain('Retry-After');
});
