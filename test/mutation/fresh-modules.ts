import { beforeEach, vi } from 'vitest';

// A change of what a module makes once, as it is loaded, shows only in a module that is loaded after it.
beforeEach(() => {
  vi.resetModules();
});
