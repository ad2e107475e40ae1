import { resolve } from 'node:path';
import ts from 'typescript';
import { expect, it, vi } from 'vitest';
import type { Verifier } from '../../src/server/index.js';
import { bundle, recipe, recipes, writeFiles } from './recipes.js';
import { startVendorHost } from './vendor-host.js';

let serial = 0;
/** What a recipe exports, loaded anew. */
async function run(name: string, ...files: string[]): Promise<Record<string, unknown>> {
  const root = writeFiles(name, Object.fromEntries(files.map((file) => [file, recipe(file)])));
  await bundle(`${root}/${name}.ts`, `${root}/${name}.mjs`);
  return (await import(/* @vite-ignore */ `${root}/${name}.mjs?${(serial += 1)}`)) as Record<string, unknown>;
}

it('there is a test for each recipe', () => {
  const inRecipesTest = ['captcha.ts', 'express.ts', 'fastify.ts', 'handler.ts', 'next.config.ts'];
  const next = ['check-captcha.ts', 'page-token/route.ts', 'login/route.ts', 'log-in.ts'].map((file) => `app/${file}`);
  const here = ['page.ts', 'switch.ts'];
  const inStoresTest = ['ioredis-store.ts', 'node-redis-store.ts'];
  const tested = [...inRecipesTest, ...next, ...here, ...inStoresTest];
  expect(recipes.map(({ file }) => file).sort()).toEqual(tested.sort());
});

it('page.ts makes a captcha, also where there is no page', async () => {
  expect(await run('page', 'page.ts')).toMatchObject({ captcha: { status: 'idle' } });
});

it('captcha.ts says what is not set, and switch.ts declares', async () => {
  const vendor = await startVendorHost();
  vi.stubEnv('VENDOR_HOST', vendor.origin);
  await expect(run('captcha', 'captcha.ts')).rejects.toThrow('sites[0].appSecretKey');
  for (const name of ['TENCENT_APP_SECRET', 'TENCENT_ID', 'TENCENT_KEY', 'ALIYUN_ID', 'ALIYUN_SECRET'])
    vi.stubEnv(name, 'secret');
  await expect(run('captcha', 'captcha.ts')).rejects.toThrow('at least 32 bytes');
  vi.stubEnv('CAPTCHA_KEY', 'a key that has more than thirty-two bytes');
  const told = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const { closeTheDoor } = (await run('switch', 'switch.ts', 'captcha.ts')) as { closeTheDoor: Verifier['close'] };
  await closeTheDoor();
  expect(told.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toMatchObject([
    { kind: 'declared', vendor: 'tencent', mode: 'healthy', reason: 'their status page says all is well' },
  ]);
  vi.unstubAllEnvs();
  vendor.close();
});

/** What the compiler says of the recipes. */
function complaints(files: Readonly<Record<string, string>>): string[] {
  const root = writeFiles('types', files);
  const program = ts.createProgram(
    Object.keys(files).map((file) => `${root}/${file}`),
    {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noImplicitReturns: true,
      skipLibCheck: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: ['node'],
      paths: {
        'captcha-failover': [resolve('src/index.ts')],
        'captcha-failover/server': [resolve('src/server/index.ts')],
      },
    },
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

it('the recipes are right as a strict compiler reads them', () => {
  const files = Object.fromEntries(recipes.map(({ file, code }) => [file, code]));
  files['app/captcha.ts'] = recipe('captcha.ts');
  expect(complaints(files)).toEqual([]);
  const wrong = {
    'captcha.ts': recipe('captcha.ts'),
    'express.ts': recipe('express.ts').replace('sessionID', 'sessionId'),
  };
  expect(complaints(wrong).join('\n')).toContain('sessionId');
});
