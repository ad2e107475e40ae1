// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../../../src/contract/outcome.js';
import { isValid } from './proof-schema.js';
import { readVectors } from './vectors.js';

const schema = readVectors('proof.schema') as { examples: unknown[] };

const documentedProofs = () => {
  const document = readFileSync('docs/outcomes.md', 'utf8');
  const shapes = /These are all the shapes[^]*?```json\n([^]*?)```/.exec(document)?.[1] ?? '';
  return JSON.parse(shapes) as unknown[];
};

const tencent = { v: 1, id: '190000001', vendor: 'tencent', ticket: 'tr03abc*', randstr: '@a1B' } satisfies Proof;
const recovery = {
  ...tencent,
  ticket: 'trerror_1001_190000001_1795264000',
  failures: [{ vendor: 'tencent', code: 'script_timeout', category: 'timeout' }],
} satisfies Proof;
const aliyun = { v: 1, id: 'scene1', vendor: 'aliyun', captchaVerifyParam: 'param' } satisfies Proof;

describe('vectors/proof.schema.json', () => {
  it.each(schema.examples)('takes its own example %j', (example) => {
    expect(isValid(example)).toBe(true);
  });

  it('takes every shape of docs/outcomes.md', () => {
    const proofs = documentedProofs();
    expect(proofs.length).toBeGreaterThanOrEqual(4);
    for (const proof of proofs) expect([proof, isValid(proof)]).toEqual([proof, true]);
  });

  it.each([tencent, aliyun, recovery, { ...recovery, pageToken: 'a.b.c', captchaVerifyParam: 'param' }])(
    'takes %j',
    (proof) => {
      expect(isValid(proof)).toBe(true);
    },
  );

  it('takes properties of later versions', () => {
    expect(isValid({ ...tencent, more: 1 })).toBe(true);
  });

  const without = (proof: object, name: string) => ({ ...proof, [name]: undefined });
  it.each([
    ['null', null],
    ['a text', 'tr03abc*'],
    ['a list', [tencent]],
    ['another version', { ...tencent, v: 2 }],
    ['no version', without(tencent, 'v')],
    ['no id', without(tencent, 'id')],
    ['a number for an id', { ...tencent, id: 190000001 }],
    ['an id with a space', { ...tencent, id: '19 ' }],
    ['an unknown vendor', { ...tencent, vendor: 'acme' }],
    ['no ticket', without(tencent, 'ticket')],
    ['an empty ticket', { ...tencent, ticket: '' }],
    ['a long ticket', { ...tencent, ticket: 'x'.repeat(4097) }],
    ['a ticket with a control character', { ...tencent, ticket: 'tr03\u0000' }],
    ['no randstr', without(tencent, 'randstr')],
    ['a long randstr', { ...tencent, randstr: 'x'.repeat(257) }],
    ['no param', without(aliyun, 'captchaVerifyParam')],
    ['a long param', { ...aliyun, captchaVerifyParam: 'x'.repeat(20_481) }],
    ['recovery without a ticket', without(recovery, 'ticket')],
    ['failures that are no list', { ...recovery, failures: {} }],
    ['many failures', { ...recovery, failures: Array.from({ length: 17 }, () => recovery.failures[0]) }],
  ])('refuses %s', (_, body) => {
    expect(isValid(body)).toBe(false);
  });
});
