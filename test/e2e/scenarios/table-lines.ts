import { ENGINES, ENGINE_TITLES, type Engine } from '../engines.js';
import { expectedIn } from './expected-in.js';
import type { Expected } from './expected.js';
import { NOT_APPLICABLE, reasonOf } from './not-applicable.js';
import { titleOf, vendorsOf, type Row } from './row.js';
import { settledBy } from './settled-by.js';
import { TABLE, type RowGroup } from './table.js';

/** Whether a row passed in an engine; undefined where it was not run. */
export type Verdicts = (engine: Engine, title: string) => boolean | undefined;

const cell = (text: string) => text.replaceAll('|', '\\|');

/** The columns of a row but for the engines'. Where an engine ends otherwise, it is named. */
function columns(row: Row): string[] {
  const { expected } = row;
  const of = (read: (each: Expected) => string) => {
    const others = ENGINES.flatMap((engine) => {
      const other = read(expectedIn(row, engine));
      return other === read(expected) ? [] : [`${ENGINE_TITLES[engine]}: ${other}`];
    });
    return [read(expected), ...others].join('; ');
  };
  return [
    cell(row.name),
    vendorsOf(row),
    of(({ status }) => status),
    of(({ code, reason }) => ((code ?? reason) ? `\`${code ?? reason ?? ''}\`` : '')),
    of(({ vendorCode }) => vendorCode ?? ''),
    of(settledBy),
  ];
}

function mark(row: Row, engine: Engine, verdicts: Verdicts): string {
  if (reasonOf(row.name, engine)) return 'n/a';
  const verdict = verdicts(engine, titleOf(row));
  if (verdict === undefined) return 'not run';
  return verdict ? '✓' : '✗';
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const engineTitles = ENGINES.map((engine) => ENGINE_TITLES[engine]);

/** What the table says of a row whatever its results are: changes when the table of scenarios does. */
export const rowKey = (row: Row): string => line(columns(row)).slice(0, -2);

/** The whole table, for docs/engines.md. */
export function wholeTable(verdicts: Verdicts): string {
  const head = ['scenario', 'vendor', 'status', 'code or reason', 'vendorCode', 'settled by', ...engineTitles];
  const groups = TABLE.map(({ title, rows }) =>
    [
      `## ${title}`,
      '',
      line(head),
      line(head.map(() => '---')),
      ...rows.map((row) => line([...columns(row), ...ENGINES.map((engine) => mark(row, engine, verdicts))])),
      '',
    ].join('\n'),
  );
  const reasons = NOT_APPLICABLE.flatMap(({ name, engines, reason }) =>
    engines.map((engine) => `- ${name}, ${ENGINE_TITLES[engine]}: ${reason}`),
  );
  return [...groups, '## n/a', '', ...reasons, ''].join('\n');
}

/** One line a group, for docs/browsers.md. */
export function shortTable(verdicts: Verdicts, language: 'en' | 'zh'): string {
  const head = [language === 'en' ? 'scenarios' : '场景', language === 'en' ? 'rows' : '行数', ...engineTitles];
  const count = ({ rows }: RowGroup, engine: Engine) => {
    const marks = rows.map((row) => mark(row, engine, verdicts));
    const good = marks.filter((each) => each === '✓').length;
    const applicable = marks.filter((each) => each !== 'n/a').length;
    return good === applicable ? `✓ ${good}` : `${good} / ${applicable}`;
  };
  return [
    line(head),
    line(head.map(() => '---')),
    ...TABLE.map((group) =>
      line([
        language === 'en' ? group.title : group.titleZh,
        String(group.rows.length),
        ...ENGINES.map((engine) => count(group, engine)),
      ]),
    ),
  ].join('\n');
}

/** The rows that were not run where they could be. */
export const rowsWithout = (verdicts: Verdicts): string[] =>
  TABLE.flatMap(({ rows }) => rows)
    .filter((row) => ENGINES.some((engine) => mark(row, engine, verdicts) === 'not run'))
    .map(titleOf);
