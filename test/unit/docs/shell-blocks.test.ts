// @vitest-environment node
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documents, readText } from './documents.js';

interface Manifest {
  name: string;
  version: string;
  unpkg: string;
  scripts: Record<string, string>;
  workspaces: string[];
}
const manifestOf = (file: string) => JSON.parse(readText(file)) as Manifest;
const manifest = manifestOf('package.json');
const tarballOf = ({ name, version }: Manifest) => `${name}-${version}.tgz`;

/** Files that are there after `npm run build`, or after `npm pack`. */
const built = [
  manifest.unpkg.replace('./', ''),
  `${manifest.unpkg.replace('./', '')}.sri`,
  tarballOf(manifest),
  ...manifest.workspaces.map((folder) => tarballOf(manifestOf(`${folder}/package.json`))),
];
const isFile = (path: string | undefined) => !!path && (built.includes(path.replace(/^\.\//, '')) || existsSync(path));

/** What is wrong with a command, or `undefined`. */
function problemOf(command: string): string | undefined {
  const words = command.split(/\s+/);
  const variables = words.filter((word) => /^[A-Z][A-Z\d_]*=/.test(word)).map((word) => word.split('=')[0] ?? '');
  const [program = '', verb, ...rest] = words.slice(variables.length);
  const readers = ['test/tools/browsers.mjs', 'test/e2e/scenarios/sample.ts'].map(readText).join('\n');
  const isRead = (name: string) =>
    readers.includes(`process.env.${name}`) || readers.includes(`process.env['${name}']`);
  if (!variables.every(isRead)) return 'a variable that nothing reads';
  switch (program) {
    case 'npm':
      if (verb === 'pack' && rest[0] === '--workspace')
        return manifest.workspaces.includes(rest[1] ?? '') ? undefined : 'no such workspace';
      if (verb === 'ci' || verb === 'pack') return rest.length ? 'words after it' : undefined;
      if (verb === 'start' || verb === 'test') return manifest.scripts[verb] ? undefined : 'no such script';
      if (verb === 'run') return manifest.scripts[rest[0] ?? ''] ? undefined : 'no such script';
      if (verb === 'install') {
        const files = rest.filter((word) => word !== '--save-dev');
        return files.length === 1 && isFile(files[0]) ? undefined : 'no such package file';
      }
      return 'an unknown npm command';
    case 'npx': {
      if (!['vitest', 'playwright'].includes(verb ?? '')) return 'an unknown tool';
      const paths = rest.filter((word) => word.includes('/'));
      return paths.length && paths.every(isFile) ? undefined : 'no such test';
    }
    case 'node':
    case 'cat':
    case 'cp':
      return isFile(verb) ? undefined : 'no such file';
    default:
      return 'an unknown program';
  }
}

const commands = documents
  .flatMap(({ blocks }) => blocks)
  .filter(({ language }) => language === 'sh')
  .flatMap(({ key, code }) =>
    code
      .split('\n')
      .flatMap((line) => line.replace(/\s+#.*$/, '').split('&&'))
      .map((command) => ({ key, command: command.trim() })),
  );

describe('commands in the documents', () => {
  it.each(commands)('$key: $command', ({ command }) => {
    expect(problemOf(command)).toBeUndefined();
  });

  it.each([
    'npm run no-such-script',
    'npm install ./captcha-failover-9.9.9.tgz',
    'cat dist/nothing.js',
    'make',
    'NO_SUCH=1 npm test',
  ])('would be told apart: %s', (command) => {
    expect(problemOf(command)).toBeDefined();
  });

  it('every npm script that is named in the text is there', () => {
    const named = documents.flatMap(({ sections }) =>
      sections.flatMap(({ text }) => Array.from(text.matchAll(/`npm run ([\w:]+)/g), ([, name]) => name ?? '')),
    );
    expect(named).not.toEqual([]);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
  });
});
