// @vitest-environment node
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentFiles, readDocument } from './documents.js';
import { anchorOf, codeSpans, linkTargets } from './markdown.js';

describe.each(documentFiles)('links in %s', (file) => {
  const { sections } = readDocument(file);

  it('lead to files and sections that are there', () => {
    const targets = sections.flatMap(({ text }) => linkTargets(text));
    for (const target of targets) {
      const [path = '', anchor] = target.split('#');
      const linked = path ? join(dirname(file), path) : file;
      expect(existsSync(linked), target).toBe(true);
      if (anchor === undefined) continue;
      expect(
        readDocument(linked).sections.map(({ heading }) => anchorOf(heading)),
        target,
      ).toContain(anchor);
    }
  });

  it('can name each section', () => {
    const anchors = sections.map(({ heading }) => anchorOf(heading));
    expect(anchors).toEqual(Array.from(new Set(anchors)));
  });
});

it('CONTRIBUTING.md names files and folders that are there', () => {
  const spans = readDocument('CONTRIBUTING.md').sections.flatMap(({ text }) => codeSpans(text));
  const paths = spans.filter((span) => /^(src|test|demo|docs)\//.test(span) && !span.startsWith('demo/dist'));
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) expect(existsSync(path), path).toBe(true);
});
