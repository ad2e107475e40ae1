import type { PageFault } from './faults.js';
import type { CaseResult } from './page/case-spec.js';
import type { PageShape } from './pages/page-shape.js';

/** One page under one fault, with each tag. */
export interface MeasuredCell {
  shape: PageShape;
  fault: PageFault;
  dropIn: CaseResult;
  vendor: CaseResult;
}

type Language = 'en' | 'zh';

const words = {
  en: {
    page: 'page',
    fault: 'what fails',
    dropIn: 'drop-in',
    vendor: "vendor's own tag",
    nobody: 'nobody',
    page_: " (the page's own handler)",
    comma: ', ',
  },
  zh: {
    page: '页面',
    fault: '故障',
    dropIn: '替换文件',
    vendor: '厂商自己的标签',
    nobody: '无人应答',
    page_: '（页面自己的处理）',
    comma: '，',
  },
} as const;

/** A call in the words of a reader: the function, and what it was worth. */
const cellOf = ({ calls, ms }: CaseResult, language: Language): string => {
  const heard = calls.filter((call) => !call.startsWith('loadErrorCallback') && !call.startsWith('onerror'));
  const { nobody, page_, comma } = words[language];
  if (!heard.length || ms === null) return nobody;
  const own = calls.length > heard.length ? page_ : '';
  return `${heard.map((call) => `\`${call}\``).join(comma)}${own}${comma}${(Math.max(0, ms) / 1000).toFixed(1)} s`;
};

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** How many of the checks each tag ends with a call that the page waits for. */
export function totals(cells: readonly MeasuredCell[]): { dropIn: number; vendor: number; all: number } {
  const count = (of: (cell: MeasuredCell) => CaseResult) => cells.filter((cell) => of(cell).ms !== null).length;
  return { dropIn: count(({ dropIn }) => dropIn), vendor: count(({ vendor }) => vendor), all: cells.length };
}

export function measuredTable(cells: readonly MeasuredCell[], language: Language): string {
  const { page, fault, dropIn, vendor } = words[language];
  const { all, ...of } = totals(cells);
  return [
    line([page, fault, dropIn, vendor]),
    line(['---', '---', '---', '---']),
    ...cells.map((cell) =>
      line([
        cell.shape.name.replaceAll('|', '\\|'),
        cell.fault.name,
        cellOf(cell.dropIn, language),
        cellOf(cell.vendor, language),
      ]),
    ),
    line([language === 'en' ? 'settled' : '有结果', '', `${of.dropIn} / ${all}`, `${of.vendor} / ${all}`]),
  ].join('\n');
}
