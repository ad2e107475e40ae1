import { afterEach, describe, expect, it } from 'vitest';
import type { RecoveryProof } from '../../src/index.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((act) => act()));

/** As old libraries do, for the rest of the test. */
function replace(owner: object, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  undo.push(() => {
    if (before) Object.defineProperty(owner, name, before);
    else Reflect.deleteProperty(owner, name);
  });
  Object.defineProperty(owner, name, { configurable: true, enumerable: true, writable: true, value });
}

const asText = (value: unknown) => `"${String(value)}"`;

/** What such libraries were seen to do, and what is near to it. */
const pages: [string, () => void][] = [
  [
    'Array.from gives what it was given in a list (MooTools 1.3)',
    () => replace(Array, 'from', (item: unknown) => (Array.isArray(item) ? (item as unknown[]) : [item])),
  ],
  ['Array.from gives nothing', () => replace(Array, 'from', () => [])],
  [
    'arrays, texts and numbers have a toJSON of their own (Prototype 1.6)',
    () => {
      for (const { prototype } of [Array, String, Number])
        replace(prototype, 'toJSON', function (this: unknown) {
          return asText(this);
        });
    },
  ],
  ['Array.prototype.join gives nothing', () => replace(Array.prototype, 'join', () => '')],
];

describe('a proof does not depend on what the page has replaced:', () => {
  it.each(pages)('unverified where %s', async (_, meddle) => {
    page.network.answer('aptcha', 'error');
    const verifying = page
      .create({ providers: [page.tencentProvider(), page.aliyunProvider()], retry: { limit: 0 } })
      .verify();
    await elapse(0);
    meddle();
    const { proof } = expectStatus(await outcomeOf(verifying), 'unverified');
    const posted = JSON.stringify({ user: 'u', proof });
    undo.splice(0).forEach((act) => act());
    const { proof: arrived } = JSON.parse(posted) as { proof: RecoveryProof };
    expect(arrived).toEqual(proof);
    expect(arrived.randstr).toMatch(/^@[0-9a-z]{11}$/);
    expect(arrived.failures).toEqual([
      { vendor: 'tencent', code: 'script_network', category: 'network' },
      { vendor: 'aliyun', code: 'script_network', category: 'network' },
    ]);
  });

  it.each(pages)('passed where %s', async (_, meddle) => {
    const verifying = page.create().verify();
    await elapse(100);
    meddle();
    page.tencent.last.answer(passResult);
    const { proof } = expectStatus(await outcomeOf(verifying), 'passed');
    const posted = JSON.stringify({ user: 'u', proof });
    undo.splice(0).forEach((act) => act());
    expect((JSON.parse(posted) as { proof: unknown }).proof).toEqual(proof);
    expect(proof).toMatchObject({ ticket: passResult.ticket, randstr: passResult.randstr });
  });
});
