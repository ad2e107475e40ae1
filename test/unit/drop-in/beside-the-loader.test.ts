import { expect, it } from 'vitest';
import { passResult } from '../fakes/tencent.js';
import { elapse, outcomeOf, useTestPage } from '../fakes/test-page.js';
import { globals, openDropIn } from './drop-in-page.js';

const page = useTestPage();

it('the loader beside it uses the vendor’s own function, and does not take ours for it', async () => {
  await openDropIn();
  const verifying = page.create().verify();
  await elapse(200);
  expect(page.network.requests).toHaveLength(1);
  page.tencent.last.answer(passResult);
  expect(await outcomeOf(verifying)).toMatchObject({ status: 'passed' });
});

it('a challenge of the loader’s ends a newer page’s callback silently, as a second instance of the vendor does', async () => {
  await openDropIn();
  const results: unknown[] = [];
  new globals.TencentCaptcha('1', (result: unknown) => results.push(result)).show();
  await elapse(100);
  const verifying = page.create().verify();
  await elapse(200);
  page.tencent.last.answer(passResult);
  expect(await outcomeOf(verifying)).toMatchObject({ status: 'passed' });
  await elapse(20000);
  expect(results).toEqual([]);
});

it('and the other way round, the loader hears that it was superseded', async () => {
  await openDropIn();
  const verifying = page.create().verify();
  await elapse(200);
  new globals.TencentCaptcha('1', () => {}).show();
  expect(await outcomeOf(verifying)).toMatchObject({ status: 'dismissed', reason: 'superseded' });
});
