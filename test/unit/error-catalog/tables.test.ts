// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  aicaptchaErrors,
  aliyunErrors,
  captchaaiErrors,
  tencentErrors,
  ucaptchaErrors,
  type ErrorPlace,
  type ErrorTable,
  type RetryRule,
} from '../../../src/error-catalog/index.js';
import { aicaptchaRows } from './rows/aicaptcha.js';
import { aliyunRows } from './rows/aliyun.js';
import { captchaaiRows } from './rows/captchaai.js';
import type { Row } from './rows/row.js';
import { tencentRows } from './rows/tencent.js';
import { ucaptchaRows } from './rows/ucaptcha.js';

interface Case {
  readonly vendor: string;
  readonly table: ErrorTable;
  readonly rows: readonly Row[];
  /** How many codes the vendor documents in all, and at each place. A code of two places counts at both. */
  readonly codes: number;
  readonly at: Partial<Record<ErrorPlace, number>>;
}

const cases: readonly Case[] = [
  {
    vendor: 'Tencent',
    table: tencentErrors,
    rows: tencentRows,
    codes: 58,
    at: { script: 8, init: 2, challenge: 5, server_check: 43 },
  },
  {
    vendor: 'Aliyun',
    table: aliyunErrors,
    rows: aliyunRows,
    codes: 60,
    at: { script: 1, init: 17, challenge: 19, server_check: 37 },
  },
  {
    vendor: 'AICaptcha',
    table: aicaptchaErrors,
    rows: aicaptchaRows,
    codes: 27,
    at: { challenge: 6, server_check: 21 },
  },
  { vendor: 'CaptchaAI', table: captchaaiErrors, rows: captchaaiRows, codes: 23, at: { submit: 17, poll: 8 } },
  { vendor: 'uCaptcha', table: ucaptchaErrors, rows: ucaptchaRows, codes: 18, at: { submit: 14, poll: 11 } },
];

const keyOf = ({ code, where }: Pick<Row, 'code' | 'where'>) => `${code} at ${where.join(' and ')}`;

function inWords(rule: RetryRule): string {
  switch (rule.kind) {
    case 'poll':
      return `poll ${rule.everyMs}`;
    case 'backoff':
      return `backoff ${pauses(rule)}`;
    case 'header':
      return `header ${rule.header}, else ${pauses(rule)}`;
    case 'never':
    case 'now':
    case 'after_user_action':
    case 'new_challenge':
      return rule.kind;
  }
}

const pauses = ({ backoff }: Extract<RetryRule, { backoff: unknown }>) =>
  `${backoff.firstMs} x${backoff.factor} to ${backoff.capMs}`;

describe.each(cases)('the table of $vendor', ({ table, rows, codes, at }) => {
  it.each(rows.map((row) => [keyOf(row), row] as const))('has %s as documented', (key, row) => {
    const [entry, ...others] = table.filter((candidate) => keyOf(candidate) === key);
    expect(others).toEqual([]);
    expect({ category: entry?.category, retry: entry && inWords(entry.retry) }).toEqual({
      category: row.category,
      retry: row.retry,
    });
  });

  it('has nothing beyond the documented rows', () => {
    expect(table.map(keyOf).sort()).toEqual(rows.map(keyOf).sort());
  });

  it('has as many codes as are documented, in all and at each place', () => {
    const counts: Partial<Record<ErrorPlace, number>> = {};
    for (const place of table.flatMap(({ where }) => where)) counts[place] = (counts[place] ?? 0) + 1;
    expect(counts).toEqual(at);
    expect(table).toHaveLength(codes);
  });

  it('has no code twice at one place', () => {
    const pairs = table.flatMap(({ code, where }) => where.map((place) => `${code} at ${place}`));
    expect(pairs).toEqual(Array.from(new Set(pairs)));
  });

  it.each(
    table.flatMap((entry) => (['meaning', 'advice'] as const).map((part) => [keyOf(entry), part, entry] as const)),
  )('says of %s the %s in one sentence of each language', (_, part, entry) => {
    const { en, zh } = entry[part];
    expect(en).toMatch(/^[\x20-\x7e]+\.$/);
    expect(en).toMatch(/^([A-Z]|onError)/);
    // A full stop inside a name (g.alicdn.com) is followed by no space.
    expect(en.slice(0, -1)).not.toMatch(/[.!?](\s|$)/);
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(zh.slice(0, -1)).not.toMatch(/[。！？]|[.!?]$/);
    expect(zh).not.toMatch(/\p{Script=Han}[,;:!?]|[,;:]\p{Script=Han}|\s{2}/u);
  });
});

it('one name means different things at the two solver services', () => {
  const [captchaai, ucaptcha] = [captchaaiErrors, ucaptchaErrors].map((table) =>
    ['IP_BANNED', 'ERROR_ZERO_BALANCE'].map((code) => table.find((entry) => entry.code === code)),
  );
  expect(captchaai?.map((entry) => entry?.category)).toEqual(['rate_limit', 'rate_limit']);
  expect(ucaptcha?.map((entry) => entry?.category)).toEqual(['configuration', 'account']);
});
