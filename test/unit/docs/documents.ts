import { readFileSync } from 'node:fs';
import { parseMarkdown, type MarkdownDocument } from './markdown.js';

/** Documents with a Chinese twin, whose blocks are the same and are run once. */
const withTwins = [
  'README.md',
  'docs/README.md',
  'docs/attributes.md',
  'docs/browsers.md',
  'docs/csp.md',
  'docs/dialogs.md',
  'docs/drop-in.md',
  'docs/error-codes.md',
  'docs/errors.md',
  'docs/events.md',
  'docs/limits.md',
  'docs/migrate/aliyun-v2.md',
  'docs/migrate/aliyun-v3.md',
  'docs/migrate/tencent-snippet.md',
  'docs/migrate/turnstile.md',
  'docs/options.md',
  'docs/outcomes.md',
  'docs/peers.md',
  'docs/recovery-tickets.md',
  'docs/testing.md',
  'docs/usage.md',
  'docs/warnings.md',
] as const;

type English = (typeof withTwins)[number] | 'CONTRIBUTING.md';
type Chinese = (typeof withTwins)[number] extends infer F
  ? F extends `${infer Name}.md`
    ? `${Name}.zh-CN.md`
    : never
  : never;
export type DocumentFile = English | Chinese;

export const twinOf = (file: string): string => file.replace(/\.md$/, '.zh-CN.md');

/** The documents that people read, and whose every snippet is tried. */
export const documentFiles: readonly DocumentFile[] = [
  ...withTwins.flatMap((file) => [file, twinOf(file) as Chinese]),
  'CONTRIBUTING.md',
];

/** Files are read from the project's root, where both test runners start. */
export const readText = (file: string): string => readFileSync(file, 'utf8');

export const readDocument = (file: string): MarkdownDocument => parseMarkdown(file, readText(file));

export const documents = documentFiles.map(readDocument);

export const documentOf = (file: DocumentFile): MarkdownDocument => readDocument(file);
