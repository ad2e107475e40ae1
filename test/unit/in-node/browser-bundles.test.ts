// @vitest-environment node
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const entries = [
  'index',
  'script-tag',
  'drop-in',
  'recovery-ticket',
  'error-catalog/index',
  'messages/index',
  'testing/index',
  'react/index',
  'vue/index',
];

it.each(entries)('a bundle of %s has nothing of the server in it, and nothing of Node.js', async (entry) => {
  const { metafile, outputFiles } = await build({
    entryPoints: [`src/${entry}.ts`],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    external: ['react', 'vue'],
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).filter((file) => !/^src\/(?!server\/)/.test(file))).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/\b(?:node:|ioredis|tencentcloud|alicloud|createHmac)/);
});
