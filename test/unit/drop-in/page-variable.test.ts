import { expect, it } from 'vitest';
import { pageState } from '../../../src/page/page-state.js';
import { elapse, useTestPage } from '../fakes/test-page.js';
import { globals, installDropIn } from './drop-in-page.js';

useTestPage();

// In a file of its own: such a property cannot be taken away again.
it('a `var` of the page with the vendor’s name holds ours, and the vendor’s when its script comes', async () => {
  Object.defineProperty(window, 'TencentCaptcha', { configurable: false, writable: true, value: undefined });
  installDropIn();
  expect(pageState().ours.has(globals.TencentCaptcha)).toBe(true);
  await elapse(200);
  expect(globals.TencentCaptcha).toBeTypeOf('function');
  expect(pageState().ours.has(globals.TencentCaptcha)).toBe(false);
});
