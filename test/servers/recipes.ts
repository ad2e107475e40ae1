import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { readDocument } from '../unit/docs/documents.js';
import type { Block } from '../unit/docs/markdown.js';

/** The frameworks lie in test/servers/node_modules, so what imports them has to lie below test/servers. */
const folder = resolve('test/servers/dist');

export interface Recipe {
  /** As the block's first line says. */
  readonly file: string;
  readonly code: string;
}

/** A block as a file: its first line names it. */
function recipeOf({ code, key }: Block): Recipe {
  const [, file] = /^\/\/ (\S+\.tsx?)\n/.exec(code) ?? [];
  if (file === undefined) throw new Error(`${key} does not say which file it is`);
  return { file, code };
}

/** Every TypeScript block of docs/server.md. */
export const recipes: readonly Recipe[] = readDocument('docs/server.md')
  .blocks.filter(({ language }) => language === 'ts')
  .map(recipeOf);

/** The blocks of docs/react.md that go with those for Next.js. */
export const formsForNext: readonly Recipe[] = readDocument('docs/react.md')
  .blocks.filter(({ key }) => key === 'docs/react.md › Next.js')
  .map(recipeOf);

export function recipe(file: string): string {
  const found = recipes.find((one) => one.file === file);
  if (!found) throw new Error(`docs/server.md has no ${file}`);
  return found.code;
}

/** Writes files into a new folder of that name, and gives its path. */
export function writeFiles(name: string, files: Readonly<Record<string, string>>): string {
  const root = `${folder}/${name}`;
  rmSync(root, { recursive: true, force: true });
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(`${root}/${file}`), { recursive: true });
    writeFileSync(`${root}/${file}`, code);
  }
  return root;
}

/** The library, from its source; its server half with the vendors on this machine. */
const library: Plugin = {
  name: 'library',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^captcha-failover\/server$/ }, () => ({ path: resolve('test/servers/local-vendors.ts') }));
    onResolve({ filter: /^captcha-failover$/ }, () => ({ path: resolve('src/index.ts') }));
  },
};

/** Makes one module of a file and all that it imports of ours; packages stay where they are installed. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [library],
    logLevel: 'error',
  });
}
