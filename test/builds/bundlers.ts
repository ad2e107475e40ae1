import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import webpack, { type Configuration, type Stats } from 'webpack';

type Webpack = (
  options: Configuration,
  done: (error: Error | null | undefined, stats: Stats | undefined) => void,
) => unknown;

// Webpack 4 comes without types; what is used of it here has not changed.
const webpack4 = createRequire(import.meta.url)('webpack4') as Webpack;

const withWebpack = (bundle: Webpack, output: string) => (folder: string) =>
  new Promise<string>((resolve, reject) => {
    const options: Configuration = {
      mode: 'production',
      context: folder,
      entry: './app.js',
      output: { path: join(folder, output), filename: 'app.js' },
      performance: false,
    };
    bundle(options, (error, stats) => {
      const problems =
        stats?.hasErrors() || stats?.hasWarnings() ? stats.toString({ all: false, errors: true, warnings: true }) : '';
      if (error || problems) reject(error ?? new Error(problems));
      else resolve(readFileSync(join(folder, output, 'app.js'), 'utf8'));
    });
  });

async function withVite(folder: string): Promise<string> {
  const built = await build({ root: folder, configFile: false, logLevel: 'silent', build: { write: false } });
  const { output } = [built].flat()[0] as { output: { fileName: string; code?: string }[] };
  return output.find(({ fileName }) => fileName.endsWith('.js'))?.code ?? '';
}

/** Bundles `app.js` of a folder into one script. */
export const bundlers: [string, (folder: string) => Promise<string>][] = [
  ['Vite 8', withVite],
  ['webpack 5', withWebpack(webpack, 'webpack5')],
  // It knows neither "exports" nor "?.".
  ['webpack 4', withWebpack(webpack4, 'webpack4')],
];
