// @vitest-environment node
import ts from 'typescript';
import { expect, it } from 'vitest';
import { readDocument, readText } from './documents.js';
import { codeSpans, sectionOf, tableRows } from './markdown.js';

const document = readDocument('docs/server.md');

/** What the first cells of a section's table name. */
const named = (heading: string) =>
  tableRows(sectionOf(document, heading).text)
    .flatMap(([cell = '']) => codeSpans(cell))
    .sort();

/** The members of the interfaces of these names, each once. */
function membersOf(file: string, ...names: string[]): string[] {
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest);
  const found = source.statements.filter(ts.isInterfaceDeclaration).filter(({ name }) => names.includes(name.text));
  expect(found).toHaveLength(names.length);
  const members = found.flatMap((declaration) => [...declaration.members]);
  return [...new Set(members.map(({ name }) => (name && ts.isIdentifier(name) ? name.text : '')))].sort();
}

it.each([
  ['Options', 'src/server/options.ts', ['VerifierOptions']],
  ['Actions', 'src/server/options.ts', ['ActionPolicy']],
  ['verify and issuePageToken', 'src/server/options.ts', ['VerifyContext']],
  ['Sites', 'src/server/sites.ts', ['TencentSite', 'AliyunSite', 'AicaptchaSite']],
])('the table of "%s" names what the types have', (heading, file, names) => {
  expect(named(heading)).toEqual(membersOf(file, ...names));
});

it('the table of incidents names every kind, and nothing else', () => {
  const kinds = Array.from(readText('src/server/incident.ts').matchAll(/kind: '(\w+)'/g), ([, kind]) => kind);
  const inTable = named('What to alert on').filter((name) => name !== 'outage');
  expect(inTable).toEqual([...new Set(kinds)].sort());
});

it('says the defaults and limits that the code has', () => {
  const code = ['policy', 'verifier', 'store/redis-store', 'store/memory-store']
    .map((file) => readText(`src/server/${file}.ts`))
    .join('\n');
  for (const rule of [
    "requireNumber('timeoutMs', options.timeoutMs, [100, 10_000]",
    'timeoutMs = 3000, maxInFlight = 200',
    'tencent: 1000, aliyun: 100',
    'recoveryPerMinute = 30',
    "prefix = 'captcha-failover', timeoutMs = 250",
    'capacity = 250_000',
  ])
    expect(code).toContain(rule);
});
