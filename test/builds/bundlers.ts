import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build as buildWithEsbuild } from 'esbuild';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { build as buildWithVite, createServer } from 'vite';

/** As much of webpack 4 and 5 as is used here. They are installed beside this file when the step that needs them runs. */
interface Stats {
  hasErrors(): boolean;
  hasWarnings(): boolean;
  toString(options: object): string;
}
type Webpack = (options: object, done: (error: Error | null | undefined, stats: Stats | undefined) => void) => unknown;

const require = createRequire(import.meta.url);
const webpack = require('webpack') as Webpack;
const webpack4 = require('webpack4') as Webpack;

const withWebpack = (bundle: Webpack, mode: 'production' | 'development') => (folder: string) =>
  new Promise<string>((resolve, reject) => {
    const options = {
      mode,
      context: folder,
      entry: './app.js',
      output: { path: join(folder, 'webpack'), filename: 'app.js' },
      performance: false,
    };
    bundle(options, (error, stats) => {
      const problems =
        stats?.hasErrors() || stats?.hasWarnings() ? stats.toString({ all: false, errors: true, warnings: true }) : '';
      if (error || problems) reject(error ?? new Error(problems));
      else resolve(readFileSync(join(folder, 'webpack/app.js'), 'utf8'));
    });
  });

/** Vite and Rollup go by NODE_ENV, which Vitest has set for itself. */
async function asIn<T>(mode: string, work: () => Promise<T>): Promise<T> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = mode;
  try {
    return await work();
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
}

async function withVite(folder: string): Promise<string> {
  const built = await asIn('production', () =>
    buildWithVite({ root: folder, configFile: false, logLevel: 'silent', build: { write: false } }),
  );
  const { output } = [built].flat()[0] as { output: { fileName: string; code?: string }[] };
  return output.find(({ fileName }) => fileName.endsWith('.js'))?.code ?? '';
}

const withEsbuild =
  (...conditions: string[]) =>
  async (folder: string) => {
    const { outputFiles } = await buildWithEsbuild({
      entryPoints: [join(folder, 'app.js')],
      bundle: true,
      format: 'iife',
      write: false,
      ...(conditions.length && { conditions }),
    });
    return outputFiles[0]?.text ?? '';
  };

const withRollup = (mode: 'production' | 'development') => (folder: string) =>
  asIn(mode, async () => {
    const bundle = await rollup({ input: join(folder, 'app.js'), plugins: [nodeResolve()] });
    const { output } = await bundle.generate({ format: 'iife' });
    return output[0].code;
  });

export interface Bundler {
  name: string;
  takes: 'production' | 'development';
  /** Bundles `app.js` of a folder into one script. */
  bundle(folder: string): Promise<string>;
}

export const bundlers: readonly Bundler[] = [
  { name: 'vite build', takes: 'production', bundle: withVite },
  { name: 'webpack 5 in production mode', takes: 'production', bundle: withWebpack(webpack, 'production') },
  { name: 'webpack 5 in development mode', takes: 'development', bundle: withWebpack(webpack, 'development') },
  // It knows neither "exports" nor "?.": one file is all that it can be given, and visitors get that one.
  { name: 'webpack 4 in production mode', takes: 'production', bundle: withWebpack(webpack4, 'production') },
  { name: 'webpack 4 in development mode', takes: 'production', bundle: withWebpack(webpack4, 'development') },
  { name: 'esbuild', takes: 'production', bundle: withEsbuild() },
  { name: 'esbuild --conditions=development', takes: 'development', bundle: withEsbuild('development') },
  { name: 'Rollup', takes: 'production', bundle: withRollup('production') },
  { name: 'Rollup with NODE_ENV=development', takes: 'development', bundle: withRollup('development') },
];

/** Vite's dev server for a folder: where it is, and how to stop it. */
export async function startViteServer(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = await asIn('development', () =>
    createServer({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      cacheDir: resolve(folder, 'vite'),
      server: { port: 0, host: '127.0.0.1', ws: false },
    }),
  );
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}
