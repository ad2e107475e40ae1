import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, posix, resolve, sep } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { buildFaces } from './demo/build-faces.mjs';

const { version, exports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const banner = `/*! captcha-failover ${version} | MIT */`;

/** Writes `<file>.sri` beside each chunk, so that a page can pin the script-tag file. */
const subresourceIntegrity = {
  name: 'subresource-integrity',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      const digest = createHash('sha384').update(output.code).digest('base64');
      this.emitFile({ type: 'asset', fileName: `${output.fileName}.sri`, source: `sha384-${digest}\n` });
    }
  },
};

/** What Node.js loads by itself, from itself or from where it is installed. */
const nodeModules = [/^node:/, 'tencentcloud-sdk-nodejs-common', '@alicloud/captcha20230305'];

/** Texts for developers and warnings of misuse stand behind this constant, and are gone where it is false. */
const production = {
  name: 'production',
  load: (id) => (id.endsWith('/src/contract/development.ts') ? 'export const development = false;' : null),
};

/** What an app that uses one of them has anyway. */
const frameworks = ['react', 'vue'];

/** Rollup drops a directive, by which Next.js knows a module of the browser. */
const directives = {
  name: 'directives',
  renderChunk(code, { facadeModuleId }) {
    const [directive] = /^'use client';/.exec(facadeModuleId ? readFileSync(facadeModuleId, 'utf8') : '') ?? [];
    return directive ? { code: `${directive}\n${code}`, map: null } : null;
  },
};

/** A folder for each entry beside the main one: for tools that do not know `exports`, such as webpack 4. */
const subPathFolders = {
  name: 'sub-path-folders',
  writeBundle() {
    for (const [path, target] of Object.entries(exports)) {
      if (path === '.' || typeof target === 'string') continue;
      const [main, types] = [target.default, target.types].map((file) => file.replace('./', '../'));
      const manifest = { type: 'module', main, module: main, types, sideEffects: false };
      mkdirSync(path, { recursive: true });
      writeFileSync(`${path}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
    }
  },
};

/** Keeps the declarations that an entry's lead to: `exports` lets nobody import any other. */
const reachableTypes = {
  name: 'reachable-types',
  generateBundle(_options, bundle) {
    const reached = new Set();
    const reach = (file) => {
      const types = bundle[file];
      if (!types || reached.has(file)) return;
      reached.add(file);
      for (const [, path] of String(types.source).matchAll(/["'](\.[^"']+)\.js["']/g))
        reach(posix.join(posix.dirname(file), `${path}.d.ts`));
    };
    for (const { types } of Object.values(exports)) if (types) reach(types.replace('./dist/', ''));
    for (const file of Object.keys(bundle)) if (file.endsWith('.d.ts') && !reached.has(file)) delete bundle[file];
  },
};

/** The sources of the entries that `exports` has under a condition, those of the server apart. */
function entriesFor(condition, folder) {
  const files = Object.values(exports).flatMap((target) => target[condition] ?? []);
  const entries = files.map((file) => file.replace(folder, 'src').replace(/\.js$/, '.ts'));
  return entries.filter((entry) => !entry.startsWith('src/server/'));
}

/** A module of `src/` is a file of the same name, so that a bundler can leave out what a page does not use. */
const modules = (dir) => ({ dir, format: 'es', preserveModules: true, preserveModulesRoot: 'src' });

const library = {
  input: [...entriesFor('default', './dist'), 'src/script-tag.ts', 'src/drop-in.ts'],
  external: frameworks,
  output: modules('dist'),
  plugins: [
    production,
    typescript({ tsconfig: 'tsconfig.build.json', declaration: true, declarationDir: 'dist' }),
    directives,
    reachableTypes,
    subPathFolders,
  ],
};

/** The same with the texts for developers. Its types, and the comments of its modules, are those of the other one. */
const libraryForDevelopers = {
  input: [...entriesFor('development', './dist/development'), 'src/script-tag.ts', 'src/drop-in.ts'],
  external: frameworks,
  output: modules('dist/development'),
  plugins: [typescript({ tsconfig: 'tsconfig.build.json', removeComments: true }), directives],
};

/**
 * What the server half shares with browsers is built above, for them. `dist/` is laid out as `src/` is, so the import
 * stays as it is written; the mark keeps Rollup from taking it for a path.
 */
const mark = 'as-written:';
const sharedWithBrowsers = {
  name: 'shared-with-browsers',
  resolveId(source, importer) {
    if (!importer || !source.startsWith('../')) return null;
    const file = resolve(dirname(importer), source);
    return file.startsWith(resolve('src/server') + sep) ? null : { id: mark + source, external: true };
  },
};

/** The only part that knows Node.js. */
const server = {
  input: 'src/server/index.ts',
  external: nodeModules,
  output: { ...modules('dist'), paths: (id) => id.replace(mark, '') },
  plugins: [
    sharedWithBrowsers,
    typescript({ tsconfig: 'tsconfig.server.json', declaration: true, declarationDir: 'dist' }),
    reachableTypes,
  ],
};

/** The files for script tags are bundles of what is compiled above. */
const forScriptTags = [
  ['script-tag', 'captcha-failover'],
  ['drop-in', 'captcha-failover.drop-in'],
].flatMap(([entry, file]) => [
  {
    input: `dist/${entry}.js`,
    output: { file: `dist/${file}.min.js`, format: 'iife', banner },
    plugins: [terser({ ecma: 2018, compress: { passes: 3 }, format: { comments: /^!/ } }), subresourceIntegrity],
  },
  {
    input: `dist/development/${entry}.js`,
    output: { file: `dist/${file}.js`, format: 'iife', banner },
    plugins: [subresourceIntegrity],
  },
]);

/** The simulator's own package. Everything is compiled once; each script of a vendor is then made of the output. */
const vendorScripts = ['tencent', 'aliyun'].flatMap((vendor) =>
  readdirSync(`simulator/src/${vendor}`)
    .filter((file) => file.endsWith('.script.ts'))
    .map((file) => `simulator/src/${vendor}/${file}`),
);
const simulatorModules = 'simulator/dist/modules';
const compiled = (file) => `${simulatorModules}/${file.replace(/\.ts$/, '.js')}`;
const simulatorEntries = ['index', 'cases', 'playwright', 'cli'];
const simulatorSource = {
  input: [...simulatorEntries.map((entry) => `simulator/src/${entry}.ts`), ...vendorScripts],
  external: nodeModules,
  output: { dir: simulatorModules, format: 'es', preserveModules: true, preserveModulesRoot: '.', sourcemap: false },
  plugins: [
    typescript({
      tsconfig: 'tsconfig.simulator.json',
      outDir: simulatorModules,
      declaration: true,
      declarationDir: `${simulatorModules}/types`,
    }),
  ],
};

const simulator = {
  input: Object.fromEntries(simulatorEntries.map((entry) => [entry, compiled(`simulator/src/${entry}.ts`)])),
  external: nodeModules,
  output: { dir: 'simulator/dist', format: 'es', chunkFileNames: '[name]-shared.js' },
};

/** Each script of a simulated vendor is one classic script, as the vendors' own are. */
const simulatedVendors = vendorScripts.map((file) => ({
  input: compiled(file),
  output: {
    file: `simulator/dist/scripts/${basename(dirname(file))}/${basename(file, '.script.ts')}.js`,
    format: 'iife',
    exports: 'none',
  },
}));

/** Keeps of the compiled simulator the declarations alone, which its package points to. */
const onlyTypes = {
  name: 'only-types',
  writeBundle() {
    cpSync(`${simulatorModules}/types`, 'simulator/dist/types', { recursive: true });
    rmSync(simulatorModules, { recursive: true });
  },
};
simulatedVendors.at(-1).plugins = [onlyTypes];

/** The service is modules beside the library's own, which it uses as a package. */
const sidecar = {
  input: 'sidecar/src/cli.ts',
  external: [/^node:/, 'captcha-failover/server', 'fastify', 'ioredis', 'prom-client'],
  output: { dir: 'sidecar/dist', format: 'es', preserveModules: true, preserveModulesRoot: 'sidecar/src' },
  plugins: [typescript({ tsconfig: 'tsconfig.sidecar.json', outDir: 'sidecar/dist' })],
};

/** The demo uses the simulator as everybody else does, as a package. */
const demo = {
  input: ['demo/start.ts', 'demo/page/main.ts'],
  external: [...nodeModules, /^captcha-failover-simulator/],
  output: { dir: 'demo/dist/modules', format: 'es', preserveModules: true, preserveModulesRoot: '.', sourcemap: false },
  plugins: [typescript({ tsconfig: 'tsconfig.demo.json', outDir: 'demo/dist/modules' })],
};

const demoServer = {
  input: 'demo/dist/modules/demo/start.js',
  external: [...nodeModules, /^captcha-failover-simulator/],
  output: { file: 'demo/dist/start.js', format: 'es' },
};

const demoPage = {
  input: 'demo/dist/modules/demo/page/main.js',
  output: { dir: 'demo/dist/page', format: 'es', entryFileNames: 'main.js' },
  plugins: [nodeResolve(), { name: 'faces', writeBundle: buildFaces }],
};

export default [
  library,
  libraryForDevelopers,
  server,
  ...forScriptTags,
  simulatorSource,
  simulator,
  ...simulatedVendors,
  sidecar,
  demo,
  demoServer,
  demoPage,
];
