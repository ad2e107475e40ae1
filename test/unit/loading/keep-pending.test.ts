import { expect, it } from 'vitest';
import { keepPending } from '../../../src/loading/fetch-standby.js';
import { createLifetime } from '../../../src/page/lifetime.js';
import { pageState } from '../../../src/page/page-state.js';
import type { VendorProvider } from '../../../src/providers/provider.js';
import { useTestPage } from '../fakes/test-page.js';

const page = useTestPage();
const scriptOf = () => (page.tencentProvider() as VendorProvider).script;

it('is nothing where no tag is pending', () => {
  const life = createLifetime();
  keepPending(scriptOf(), life);
  expect(life.end).not.toThrow();
});

it('leaves a tag of the page’s own to whoever waits for it next', () => {
  const life = createLifetime();
  const source = scriptOf();
  const { tag } = page.network.pageTag(source.urls[0] ?? '');
  keepPending(source, life);
  life.end();
  expect(tag.isConnected).toBe(true);
  expect(pageState().dead.has(tag)).toBe(false);
});
