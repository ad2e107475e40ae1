// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { emptyRecord } from '../../../../src/server/evidence/vendor-record.js';
import { createVendorView } from '../../../../src/server/evidence/vendor-view.js';

const keys = { record: 'r', declaration: 'd', lock: 'l' };
const written = { ...emptyRecord(), prober: 'me' };

it('what is written while a read is on its way is not undone by its answer', async () => {
  let answer: (values: null[]) => void = () => undefined;
  const read = vi.fn(() => new Promise<null[]>((resolve) => (answer = resolve)));
  const view = createVendorView({ read }, keys, () => undefined);
  const current = view.current();
  view.wrote({ record: written });
  answer([null, null]);
  expect((await current).record.prober).toBe('me');
  expect((await view.current()).record.prober).toBe('me');
  expect(read).toHaveBeenCalledOnce();
});

it('what is written after a read is seen at once', async () => {
  const view = createVendorView({ read: () => Promise.resolve([null, null]) }, keys, () => undefined);
  expect((await view.current()).record.prober).toBe('');
  view.wrote({ record: written });
  expect((await view.current()).record.prober).toBe('me');
});

it('a failed read fails for those who wait, and after a second the store is asked again', async () => {
  vi.useFakeTimers();
  const read = vi.fn<() => Promise<null[]>>(() => Promise.reject(new Error('down')));
  const view = createVendorView({ read }, keys, () => undefined);
  await expect(view.current()).rejects.toThrow('down');
  view.wrote({ record: written });
  await expect(view.current()).rejects.toThrow('down');
  expect(read).toHaveBeenCalledOnce();
  read.mockResolvedValue([null, null]);
  vi.advanceTimersByTime(1000);
  expect((await view.current()).record.prober).toBe('');
  vi.useRealTimers();
});

it('after the clock was set back the store is asked again at once', async () => {
  vi.useFakeTimers();
  const read = vi.fn(() => Promise.resolve([null, null]));
  const view = createVendorView({ read }, keys, () => undefined);
  await view.current();
  vi.setSystemTime(Date.now() - 3_600_000);
  await view.current();
  expect(read).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
