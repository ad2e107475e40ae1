// @vitest-environment node
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as catalog from '../../../src/error-catalog/index.js';

const tables = {
  tencentErrors: catalog.tencentErrors,
  aliyunErrors: catalog.aliyunErrors,
  aicaptchaErrors: catalog.aicaptchaErrors,
  captchaaiErrors: catalog.captchaaiErrors,
  ucaptchaErrors: catalog.ucaptchaErrors,
};
type TableName = keyof typeof tables;
const names = Object.keys(tables) as TableName[];

/** What a page gets that imports one name of the entry. Bundlers go by `sideEffects` of package.json, as here. */
async function bundleOf(name: TableName): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from './src/error-catalog/index.ts';`, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The sentences that stand in one table only: traces by which it is found in a bundle. */
const textsOf = (name: TableName) => tables[name].map(({ meaning }) => JSON.stringify(meaning.zh));
const ownTexts = (name: TableName) => {
  const others = new Set(names.filter((other) => other !== name).flatMap(textsOf));
  return textsOf(name).filter((text) => !others.has(text));
};

describe.each(names)('importing %s', (name) => {
  it('brings that table into a bundle, and nothing of the other four', async () => {
    const code = await bundleOf(name);
    console.log(`${name}: ${code.length} characters, gzip ${gzipSync(code, { level: 9 }).length} B`);
    expect(textsOf(name).filter((text) => !code.includes(text))).toEqual([]);
    for (const other of names.filter((candidate) => candidate !== name)) {
      const texts = ownTexts(other);
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.filter((text) => code.includes(text))).toEqual([]);
    }
  });
});
