// @vitest-environment node
import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { documents } from './documents.js';

/** As much of React's types as the README's component uses. */
const reactTypes = `
declare module 'react' {
  export interface FormEvent<T> { preventDefault(): void; currentTarget: T }
  export function useRef<T>(value: T): { current: T };
  export function useEffect(effect: () => void | (() => void), dependencies?: readonly unknown[]): void;
}
declare module 'react/jsx-runtime' {
  import type { FormEvent } from 'react';
  interface Attributes { children?: unknown; name?: string; type?: string; 'aria-label'?: string; autoComplete?: string; required?: boolean }
  export namespace JSX {
    interface ElementChildrenAttribute { children: object }
    interface IntrinsicElements {
      form: Attributes & { onSubmit?: (event: FormEvent<HTMLFormElement>) => void };
      input: Attributes;
      button: Attributes;
    }
  }
}`;

const blocks = documents
  .flatMap((document) => document.blocks)
  .filter(({ file, language }) => !file.endsWith('.zh-CN.md') && ['ts', 'tsx', 'json'].includes(language));

/** The blocks as files of the project; JSON must be what the server is said to get. */
const sources = new Map([
  [resolve('snippets/react.d.ts'), reactTypes],
  ...blocks.map(({ language, code }, index): [string, string] =>
    language === 'json'
      ? [
          resolve(`snippets/${index}.ts`),
          `import type { Proof } from 'captcha-failover';\nexport const proofs: Proof[] = ${code};`,
        ]
      : [resolve(`snippets/${index}.${language}`), code],
  ),
]);

/** What the compiler says about them, with the project's own settings. */
function complaints(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      ...config.compilerOptions,
      jsx: 'react-jsx',
      noUnusedLocals: false,
      types: ['node'],
      paths: {
        'captcha-failover': [resolve('src/index.ts')],
        'captcha-failover/messages': [resolve('src/messages/index.ts')],
        'captcha-failover/recovery-ticket': [resolve('src/recovery-ticket.ts')],
        'captcha-failover/server': [resolve('src/server/index.ts')],
        'captcha-failover/testing': [resolve('src/testing/index.ts')],
      },
    },
    '.',
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => files.get(file) ?? readFile.call(host, file);
  host.fileExists = (file) => files.has(file) || fileExists.call(host, file);
  const program = ts.createProgram(Array.from(files.keys()), options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

describe('typed blocks of the documents', () => {
  it('are right as the compiler reads them', () => {
    expect(blocks.map(({ language }) => language)).toEqual(expect.arrayContaining(['ts', 'tsx', 'json']));
    expect(complaints(sources)).toEqual([]);
  }, 60_000);

  it('would not be right with a name that is not exported', () => {
    const [file = '', code = ''] = Array.from(sources).find(([, text]) => text.includes('NextStep')) ?? [];
    const broken = new Map([[file, code.replaceAll('NextStep', 'NextStop')]]);
    expect(complaints(broken).join('\n')).toContain('NextStop');
  }, 60_000);
});
