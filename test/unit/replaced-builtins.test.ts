import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome, RecoveryProof } from '../../src/index.js';
import { passResult } from './fakes/tencent.js';
import { elapse, elapseLong, expectStatus, useTestPage, watch, type Watched } from './fakes/test-page.js';

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

/** Not a task may pass meanwhile in which the test runner itself would meet it. */
async function meddledPost(outcome: Watched<Outcome>, meddle: () => void, act = () => {}): Promise<string> {
  meddle();
  act();
  await elapseLong(1000, 10);
  const posted = JSON.stringify({ user: 'u', proof: outcome.value?.proof });
  undo.splice(0).forEach((takeBack) => takeBack());
  return posted;
}

describe('a proof does not depend on what the page has replaced:', () => {
  it.each(pages)('unverified where %s', async (_, meddle) => {
    page.network.answer('aptcha', 'error');
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    const outcome = watch(page.create({ providers, retry: { limit: 0 } }).verify());
    await elapse(0);
    const { proof } = JSON.parse(await meddledPost(outcome, meddle)) as { proof: RecoveryProof };
    expect(proof).toEqual(expectStatus(outcome.value, 'unverified').proof);
    expect(proof.randstr).toMatch(/^@[0-9a-z]{11}$/);
    expect(proof.failures).toEqual([
      { vendor: 'tencent', code: 'script_network', category: 'network' },
      { vendor: 'aliyun', code: 'script_network', category: 'network' },
    ]);
  });

  it.each(pages)('passed where %s', async (_, meddle) => {
    const outcome = watch(page.create().verify());
    await elapse(100);
    const posted = await meddledPost(outcome, meddle, () => page.tencent.last.answer(passResult));
    const { proof } = JSON.parse(posted) as { proof: unknown };
    expect(proof).toEqual(expectStatus(outcome.value, 'passed').proof);
    expect(proof).toMatchObject({ ticket: passResult.ticket, randstr: passResult.randstr });
  });
});
