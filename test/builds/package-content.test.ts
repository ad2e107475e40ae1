import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { documents } from '../../src/contract/documents.js';
import { pack } from './installed-app.js';

const most = 1_200_000;

const { files, unpackedSize } = pack('--dry-run');
const paths = files.map(({ path }) => path);
const { exports, name, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  main: string;
  module: string;
  unpkg: string;
  exports: Record<string, string | Record<string, string>>;
};

it(`the package is at most ${most / 1000} kB when it is unpacked`, () => {
  console.log(`unpacked: ${unpackedSize} B in ${files.length} files`);
  expect(unpackedSize).toBeLessThanOrEqual(most);
});

it.each([
  ['tests', /(^|\/)(test|tests|fakes)\/|\.(test|spec)\./],
  ['sources: its modules are readable as they are', /(^|\/)src\/|(?<!\.d)\.ts$/],
  ['source maps, whose sources it has not', /\.map$/],
  ["anybody else's code", /(^|\/)node_modules\//],
  ['what only a build needs', /script-tag\.|\/drop-in(\/|\.js)/],
])('the package has no %s', (_, pattern) => {
  expect(paths.filter((path) => pattern.test(path))).toEqual([]);
});

it('no file of the package points to a source map', () => {
  const code = paths.filter((path) => path.endsWith('.js'));
  expect(code.length).toBeGreaterThan(100);
  expect(code.filter((path) => readFileSync(path, 'utf8').includes('sourceMappingURL'))).toEqual([]);
});

it('the package has every file that its manifest names', () => {
  const named = [manifest.main, manifest.module, manifest.unpkg, ...Object.values(exports).flatMap(targets)];
  expect(paths).toEqual(expect.arrayContaining(named.map((file) => file.replace('./', ''))));
});

const targets = (target: string | Record<string, string>) =>
  typeof target === 'string' ? [target] : Object.values(target);

it('the two builds have the same entries, each with the types of its source', () => {
  for (const target of Object.values(exports)) {
    if (typeof target === 'string') continue;
    const { types = '', development, default: production = '' } = target;
    expect(types).toBe(production.replace(/\.js$/, '.d.ts'));
    if (development) expect(development).toBe(production.replace('./dist/', './dist/development/'));
    expect(Object.keys(target)[0]).toBe('types');
    expect(Object.keys(target).at(-1)).toBe('default');
  }
});

it('every declaration leads to others that are there, and is led to', () => {
  const entries = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [] : (target['types'] ?? []),
  );
  const reached = new Set<string>();
  const reach = (file: string) => {
    expect(paths).toContain(file);
    if (reached.has(file)) return;
    reached.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(/["'](\.[^"']+)\.js["']/g);
    for (const [, path] of imports) reach(posix.join(posix.dirname(file), `${path ?? ''}.d.ts`));
  };
  for (const types of entries) reach(types.replace('./', ''));
  expect(paths.filter((path) => path.endsWith('.d.ts') && !reached.has(path))).toEqual([]);
});

it('the files for script tags have the hash that pins them beside them', () => {
  for (const name of ['captcha-failover', 'captcha-failover.drop-in'])
    for (const file of [`dist/${name}.js`, `dist/${name}.min.js`]) {
      expect(paths).toContain(file);
      expect(paths).toContain(`${file}.sri`);
    }
});

it('no file for a script tag is one that Tencent’s script would take for its own', () => {
  const forTags = paths.filter((path) => existsSync(`${path}.sri`));
  expect(forTags).not.toEqual([]);
  expect(forTags.filter((path) => /captcha\.js/i.test(path))).toEqual([]);
});

it('what messages link to is in the package, by its name', () => {
  const [, linkedName, folder = ''] = /^https:\/\/unpkg\.com\/([^/]+)\/(.+)\/$/.exec(documents) ?? [];
  expect(linkedName).toBe(name);
  expect(paths).toEqual(expect.arrayContaining([`${folder}/errors.md`, `${folder}/warnings.md`]));
});

it('the production build has neither the texts for developers nor the warnings', () => {
  const production = paths.filter(
    (path) => /^dist\/.*\.js$/.test(path) && !/^dist\/(development|captcha-failover(\.drop-in)?\.js)/.test(path),
  );
  const traces = /The device is offline|has no option|console\.warn/;
  const found = (list: string[]) => list.filter((path) => traces.test(readFileSync(path, 'utf8')));
  expect(found(production.filter((path) => !/^dist\/(server|error-catalog)\//.test(path)))).toEqual([]);
  expect(found(paths.filter((path) => path.startsWith('dist/development/')))).not.toEqual([]);
  for (const file of ['dist/captcha-failover.js', 'dist/captcha-failover.drop-in.js'])
    expect(found([file])).toEqual([file]);
});
