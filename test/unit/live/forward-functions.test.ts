import { describe, expect, it } from 'vitest';
import { forwardFunctions } from '../../../src/live/forward-functions.js';
import type { CaptchaOptions, TencentOptions } from '../../../src/index.js';
import type { VendorProvider } from '../../../src/providers/provider.js';
import { tencent } from '../../../src/providers/tencent/tencent.js';

const encrypting = (id: string, more?: Partial<TencentOptions>) =>
  tencent({ appId: '190000001', aidEncrypted: () => id, ...more });

/** What the functions of options, made of the first, say once the second are the latest. */
function said(first: CaptchaOptions, second: CaptchaOptions) {
  let latest = first;
  const { providers, pageToken } = forwardFunctions(() => latest);
  latest = second;
  const [provider] = providers as readonly VendorProvider[];
  const { encryptedId } = provider ?? {};
  return [pageToken?.(), typeof encryptedId === 'function' && encryptedId()];
}

describe('the functions of options', () => {
  const first = { providers: encrypting('first'), pageToken: () => 'first' };

  it.each<[string, CaptchaOptions, unknown[]]>([
    ['are those of the latest', { providers: encrypting('second'), pageToken: () => 'second' }, ['second', 'second']],
    [
      'are found by the id of their provider, wherever it is in the list and whatever else of it has changed',
      {
        providers: [tencent({ appId: '190000002' }), encrypting('second', { vendorOptions: { enableAged: true } })],
        pageToken: () => 'second',
      },
      ['second', 'second'],
    ],
    ['stay where they are left out', { providers: tencent({ appId: '190000001' }) }, ['first', 'first']],
    [
      'stay where a provider has left the list, or there is a text in their place',
      { providers: tencent({ appId: '190000002', aidEncrypted: 'text' }) },
      ['first', 'first'],
    ],
    ['stay where the latest providers are none', { providers: [null, undefined] as never }, ['first', 'first']],
  ])('%s', (_, second, expected) => {
    expect(said(first, second)).toEqual(expected);
  });
});
