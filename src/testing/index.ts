/** `captcha-failover/testing`: for tests of an app, never for what it ships. */
export { fakeProvider } from './fake-provider.js';
export type { FakeProviderOptions, FakeResult } from './fake-provider.js';
