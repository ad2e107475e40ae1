// @vitest-environment node
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CaptchaError, ticketCode } from '../../../src/contract/errors.js';
import type { CaptchaErrorCode } from '../../../src/contract/error-codes.js';
import { errorTexts } from '../../../src/contract/error-texts.js';
import { documentOf, readText } from './documents.js';
import { codeSpans, sectionOf, tableRows, type MarkdownDocument } from './markdown.js';
import { directivesOf, headerOf } from './policy.js';

const errors = documentOf('docs/errors.md');
const options = documentOf('docs/options.md');
const outcomes = documentOf('docs/outcomes.md');
const events = documentOf('docs/events.md');
const rowsOf = (document: MarkdownDocument, heading: string) => tableRows(sectionOf(document, heading).text);
const first = (cell = '') => codeSpans(cell)[0] ?? '';

interface Member {
  name: string;
  optional: boolean;
  /** Its docstring and type as they are in the source. */
  source: string;
}

/** The members of a type of `src/contract/options.ts`, those of all parts of an intersection or union together. */
function membersOf(name: string): Map<string, Member> {
  const file = ts.createSourceFile('options.ts', readText('src/contract/options.ts'), ts.ScriptTarget.Latest, true);
  const members = new Map<string, Member>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) || ts.isMethodSignature(node)) {
      const key = node.name.getText();
      // What one part of a union forbids is another part's.
      if (node.type?.kind === ts.SyntaxKind.NeverKeyword) return;
      const optional = node.questionToken !== undefined || members.get(key)?.optional === true;
      members.set(key, { name: key, optional, source: node.getFullText() });
    } else if (ts.isTypeReferenceNode(node) && node.getText() === 'AliyunBase') visit(declarationOf('AliyunBase'));
    else if (ts.isInterfaceDeclaration(node)) node.members.forEach(visit);
    else if (ts.isTypeAliasDeclaration(node)) visit(node.type);
    else if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) node.types.forEach(visit);
    else if (ts.isParenthesizedTypeNode(node)) visit(node.type);
    else if (ts.isTypeLiteralNode(node)) node.members.forEach(visit);
  };
  const declarationOf = (wanted: string): ts.Node => {
    const found = file.statements.find(
      (statement) =>
        (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) &&
        statement.name.text === wanted,
    );
    if (!found) throw new Error(`src/contract/options.ts has no ${wanted}`);
    return found;
  };
  visit(declarationOf(name));
  return members;
}

const allCodes = Object.keys(errorTexts) as CaptchaErrorCode[];
const errorOf = (code: CaptchaErrorCode) => new CaptchaError(code);
const ticketOf = (code: CaptchaErrorCode) => ticketCode(errorOf(code));

describe.each([
  ['createCaptcha(options)', 'CaptchaOptions'],
  ['tencent(options)', 'TencentOptions'],
  ['aliyun(options)', 'AliyunOptions'],
])('the table of %s in docs/options.md', (heading, type) => {
  const members = membersOf(type);
  const rows = rowsOf(options, heading).map(([name, , standard = '']) => ({ name: first(name), standard }));

  it('has every option, and no other', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(Array.from(members.keys()).sort());
  });

  it('tells which ones are required', () => {
    const required = rows.filter(({ standard }) => standard.startsWith('required'));
    const inSource = Array.from(members.values()).filter(({ optional }) => !optional);
    expect(required.map(({ name }) => name).sort()).toEqual(inSource.map(({ name }) => name).sort());
  });

  it('has the defaults of the docstrings', () => {
    for (const { name, standard } of rows) {
      for (const [number] of standard.matchAll(/\d{2,}/g)) expect(members.get(name)?.source, name).toContain(number);
    }
  });
});

describe('error codes in the documents', () => {
  const rows = rowsOf(errors, 'All codes');

  it('are all in the table of docs/errors.md and below it, in one order', () => {
    const headings = errors.sections.map(({ heading }) => first(heading)).filter(Boolean);
    expect(rows.map(([code]) => first(code))).toEqual(allCodes);
    expect(headings).toEqual(allCodes);
  });

  it.each(rows.map((row) => [first(row[0]) as CaptchaErrorCode, row] as const))(
    '%s is as in the source',
    (code, row) => {
      const [, category, next, ticket = ''] = row;
      const error = errorOf(code);
      expect([first(category), first(next)]).toEqual([error.category, error.next]);
      if (Number.isNaN(ticketOf(code))) expect(ticket).toMatch(/^none/);
      else expect(ticket).toContain(String(ticketOf(code)));

      const [, list = ''] = /^- \*\*Is:\*\* (.+)$/m.exec(sectionOf(errors, `\`${code}\``).text) ?? [];
      expect(list).toMatch(new RegExp(`^category \`${error.category}\`.*, next \`${error.next}\`.*, ticket code`));
      expect(list).toContain(Number.isNaN(ticketOf(code)) ? 'ticket code none' : String(ticketOf(code)));
    },
  );

  it('each say when, whom it concerns and what to check', () => {
    for (const code of allCodes) {
      const points = sectionOf(errors, `\`${code}\``).text.matchAll(/^- \*\*(\w+):\*\*/gm);
      expect(Array.from(points, ([, word]) => word)).toEqual(['Says', 'Is', 'When', 'Concerns', 'Check']);
    }
  });

  it.each(allCodes.filter((code) => code !== 'invalid_parameter'))(
    '%s says there what it says in the console',
    (code) => {
      const [, says = ''] = /^- \*\*Says:\*\* ([^]+?)\n- /m.exec(sectionOf(errors, `\`${code}\``).text) ?? [];
      expect(says.replace(/\n\s*/g, ' ')).toBe(errorTexts[code]);
      expect(errorOf(code).message).toBe(errorTexts[code]);
    },
  );
});

/** The string literals of a type, in source order. */
const literalsOf = (file: string, pattern: RegExp): string[] =>
  Array.from((pattern.exec(readText(file))?.[0] ?? '').matchAll(/'(\w+)'/g), ([, text]) => text ?? '');

describe('names in the documents', () => {
  it('has every status of a captcha', () => {
    const statuses = literalsOf('src/contract/options.ts', /type CaptchaStatus =[^;]+;/);
    expect(statuses).not.toEqual([]);
    expect(codeSpans(sectionOf(events, 'Status').text)).toEqual(expect.arrayContaining(statuses));
  });

  it('has every event', () => {
    const types = Array.from(readText('src/contract/events.ts').matchAll(/\{ type: ([^;}]+)/g), ([, text = '']) =>
      Array.from(text.matchAll(/'(\w+)'/g), ([, type]) => type ?? ''),
    ).flat();
    const named = rowsOf(events, 'Events').flatMap(([cell = '']) => codeSpans(cell));
    expect(named.sort()).toEqual(types.sort());
  });

  it('has every outcome and every reason', () => {
    const statuses = Array.from(
      readText('src/contract/outcome.ts').matchAll(/status: '(\w+)'/g),
      ([, status]) => status,
    );
    expect(rowsOf(outcomes, 'Outcomes and proofs').map(([cell]) => first(cell))).toEqual(statuses);
    const reasons = literalsOf('src/contract/outcome.ts', /type DismissedReason =[^;]+;/);
    expect(reasons).not.toEqual([]);
    expect(codeSpans(sectionOf(outcomes, 'Outcomes and proofs').text)).toEqual(expect.arrayContaining(reasons));
  });
});

/** The sources in section 7 of a vendor's document, by directive, of the parts that a policy joins. */
function hostFacts(vendor: string, parts: readonly string[]): Map<string, string[]> {
  const text = readText(`docs/vendors/${vendor}.md`).split('\n## 7.')[1] ?? '';
  const lines = (/```text\n([^]*?)```/.exec(text)?.[1] ?? '').split('\n');
  const facts = new Map<string, string[]>();
  let isWanted = false;
  let directive = '';
  for (const line of lines) {
    const [, name, rest = ''] = /^\s*([a-z]+-src)\b(.*)$/.exec(line) ?? [];
    if (/^\S/.test(line)) isWanted = parts.some((part) => line.startsWith(part));
    if (name) directive = name;
    const sources = (name ? rest : line).match(/https:\S+|'unsafe-inline'|\b(data|blob):/g) ?? [];
    if (isWanted && sources.length) facts.set(directive, [...(facts.get(directive) ?? []), ...sources]);
  }
  return facts;
}

const policiesOf = (heading: string) =>
  sectionOf(documentOf('docs/csp.md'), heading).blocks.map(({ code }) => directivesOf(headerOf(code)));

describe('a Content-Security-Policy', () => {
  it.each([
    ['Both vendors, mainland', 'tencent', ['mainland']],
    ['Both vendors, mainland', 'aliyun', ['both', 'connect-src, cn']],
    ['Tencent, mainland', 'tencent', ['mainland']],
    ['Tencent, international', 'tencent', ['international']],
    ['Aliyun, China', 'aliyun', ['both', 'connect-src, cn']],
    ['Aliyun, Singapore', 'aliyun', ['both', 'connect-src, sgp']],
  ] as const)('in docs/csp.md, %s, has all that docs/vendors/%s.md says of %j', (heading, vendor, parts) => {
    const facts = hostFacts(vendor, parts);
    expect(facts.size).toBeGreaterThan(4);
    const [policy, withNonce] = policiesOf(heading);
    for (const [directive, sources] of facts) {
      expect(Array.from(policy?.get(directive) ?? []), directive).toEqual(expect.arrayContaining(sources));
      // What came in by the nonce needs no host.
      if (withNonce && directive !== 'script-src')
        expect(withNonce.get(directive), directive).toEqual(policy?.get(directive));
    }
  });
});
