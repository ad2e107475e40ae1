/** A fenced block. */
export interface Block {
  readonly file: string;
  /** Of its first line. */
  readonly line: number;
  /** What the fence says: `js`, `html`, `sh`. */
  readonly language: string;
  readonly code: string;
  /** Names it in the tests: `README.md › Script tag`, with ` (2)` for the second one of a section. */
  readonly key: string;
}

/** A heading with what stands below it, down to the next heading of any level. */
export interface Section {
  readonly level: number;
  readonly heading: string;
  /** Without the fenced blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface MarkdownDocument {
  readonly file: string;
  readonly sections: readonly Section[];
  readonly blocks: readonly Block[];
}

interface OpenSection extends Section {
  text: string;
  blocks: Block[];
}

const fence = /^```(\S*)$/;

/** Takes the plain Markdown of this project apart: `#` headings and ``` fences, none of them indented. */
export function parseMarkdown(file: string, source: string): MarkdownDocument {
  const sections: OpenSection[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;

  source.split('\n').forEach((line, index) => {
    const heading = /^(#{1,6}) (.+)$/.exec(line);
    const section = sections.at(-1);
    if (open) {
      if (line !== '```') open.lines.push(line);
      else if (section) {
        const nth = section.blocks.length ? ` (${section.blocks.length + 1})` : '';
        const { language, lines, line: start } = open;
        section.blocks.push({
          file,
          line: start,
          language,
          code: lines.join('\n'),
          key: `${file} › ${section.heading}${nth}`,
        });
        open = undefined;
      }
    } else if (heading) {
      const [, marks = '', text = ''] = heading;
      sections.push({ level: marks.length, heading: text, text: '', blocks: [] });
    } else if (fence.test(line)) open = { language: fence.exec(line)?.[1] ?? '', line: index + 1, lines: [] };
    else if (/^\s+```/.test(line)) throw new Error(`${file}:${index + 1}: an indented fence, which no test would see`);
    else if (section) section.text += `${line}\n`;
  });
  if (open) throw new Error(`${file}:${open.line}: the fence is never closed`);
  return { file, sections, blocks: sections.flatMap(({ blocks }) => blocks) };
}

/** The section under a heading. */
export function sectionOf({ file, sections }: MarkdownDocument, heading: string): Section {
  const found = sections.find((section) => section.heading === heading);
  if (!found) throw new Error(`${file} has no section "${heading}"`);
  return found;
}

/** The inline code of a text, in order. */
export const codeSpans = (text: string): string[] =>
  Array.from(text.matchAll(/`([^`\n]+)`/g), ([, code]) => code ?? '');

/** Where the links of a text lead. */
export const linkTargets = (text: string): string[] =>
  Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target ?? '');

/** The cells of every table row of a text, header rows and rulers left out. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n');
  const isRow = (line: string | undefined) => line?.startsWith('|') ?? false;
  return lines
    .filter((line, index) => isRow(line) && !/^\|[\s|:-]+\|$/.test(line) && isRow(lines[index - 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** The anchor that GitHub makes of a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
