import { readFileSync } from 'node:fs';
import { parseMarkdown, type MarkdownDocument } from './markdown.js';

/** The documents that people read, and whose every snippet is tried. */
export const documentFiles = [
  'README.md',
  'README.zh-CN.md',
  'docs/errors.md',
  'docs/warnings.md',
  'docs/error-codes.md',
  'docs/error-codes.zh-CN.md',
  'docs/testing.md',
  'docs/testing.zh-CN.md',
  'docs/attributes.md',
  'docs/attributes.zh-CN.md',
  'docs/dialogs.md',
  'docs/csp.md',
  'docs/migrate/tencent-snippet.md',
  'docs/migrate/aliyun-v2.md',
  'docs/migrate/aliyun-v3.md',
  'docs/migrate/turnstile.md',
  'CONTRIBUTING.md',
] as const;
export type DocumentFile = (typeof documentFiles)[number];

/** Files are read from the project's root, where both test runners start. */
export const readText = (file: string): string => readFileSync(file, 'utf8');

export const readDocument = (file: string): MarkdownDocument => parseMarkdown(file, readText(file));

export const documents = documentFiles.map(readDocument);

export const documentOf = (file: DocumentFile): MarkdownDocument => readDocument(file);
