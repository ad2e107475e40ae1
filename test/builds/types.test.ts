import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument } from '../unit/docs/documents.js';
import { installPackage } from './installed-app.js';

const compilerOptions = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
  jsx: 'react-jsx',
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
};

let folder: string;
beforeAll(() => {
  folder = installPackage();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A project of its own in a subfolder, with the types of a framework as they are installed in `types`. */
function project(sources: string, framework: string, types: string): string {
  const root = join(folder, types.replaceAll('/', '-'));
  cpSync(resolve('test/builds/types', sources), root, { recursive: true });
  const paths = { [framework]: [resolve(types)], [`${framework}/*`]: [resolve(types, '*')] };
  writeFileSync(
    join(root, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, paths }, include: ['.'] }),
  );
  return root;
}

/** The lines of a project that the compiler refuses, as the comment before each of them says. */
const refusedIn = (root: string) =>
  readdirSync(root).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (/(\/\/|\/\*|<!--) refused/.test(line) ? [`${file}(${index + 2})`] : [])),
  );

/** The libraries of TypeScript are most of what a program reads. */
const read = new Map<string, ts.SourceFile | undefined>();

/** Where the compiler complains of a project, or of the package's own declarations. */
function complaintsOf(root: string): string[] {
  const text = readFileSync(join(root, 'tsconfig.json'), 'utf8');
  const { options, fileNames } = ts.parseJsonConfigFileContent(JSON.parse(text), ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...how) => {
    if (!read.has(file)) read.set(file, getSourceFile.call(host, file, ...how));
    return read.get(file);
  };
  const program = ts.createProgram(fileNames, { ...options, skipLibCheck: false }, host);
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
  return [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ].map(({ file, start, messageText }) =>
    file
      ? `${relative(root, file.fileName)}(${file.getLineAndCharacterOfPosition(start ?? 0).line + 1})`
      : ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}

/** The same of Vue's compiler, which is a program of its own. */
async function complaintsOfVue(root: string): Promise<string[]> {
  const compiler = resolve('test/builds/node_modules/vue-tsc/bin/vue-tsc.js');
  const text = await new Promise<string>((done) => {
    execFile(process.execPath, [compiler, '-p', root, '--pretty', 'false'], { cwd: root }, (_, out, error) =>
      done(out + error),
    );
  });
  const lines = text.split('\n').filter((line) => line && !line.startsWith(' '));
  return lines.map((line) => /^(\S+\(\d+),\d+\): error TS/.exec(line)?.[1]?.concat(')') ?? line);
}

/** The snippets of a page that need nothing but the framework, as files of a project that is strict about types. */
function addSnippets(root: string, page: string): void {
  const snippets = readDocument(page).blocks.filter(({ code }) => !/from '(@ant-design|\.)/.test(code));
  expect(snippets.length).toBeGreaterThan(1);
  for (const [index, { language, code }] of snippets.entries())
    writeFileSync(join(root, `snippet-${index}.${language}`), code);
}

it.each([17, 18, 19])('with the types of React %i, right uses compile and wrong ones are refused', (version) => {
  const root = project('react', 'react', `test/builds/node_modules/types-react-${version}`);
  if (version < 19) rmSync(join(root, 'actions.tsx'));
  addSnippets(root, 'docs/react.md');
  expect(complaintsOf(root).sort()).toEqual(refusedIn(root).sort());
});

it('with vue-tsc, right uses in script and template compile and wrong ones are refused', async () => {
  const root = project('vue', 'vue', 'node_modules/vue');
  addSnippets(root, 'docs/vue.md');
  writeFileSync(join(root, 'entry.ts'), `export * from 'captcha-failover/vue';`);
  expect(complaintsOf(root)).toEqual([]);
  expect((await complaintsOfVue(root)).sort()).toEqual(refusedIn(root).sort());
});
