// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../../src/server/admission/network.js';

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', 'cb007107', 'cb0071'],
    ['0.0.0.0', '00000000', '000000'],
    ['255.255.255.255', 'ffffffff', 'ffffff'],
    ['::ffff:203.0.113.7', 'cb007107', 'cb0071', '203.0.113.7'],
    ['::FFFF:203.0.113.7', 'cb007107', 'cb0071', '203.0.113.7'],
    ['::ffff:cb00:7107', 'cb007107', 'cb0071', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', 'cb007107', 'cb0071', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '20010db800010002', '20010db80001'],
    ['2001:DB8:1:2::', '20010db800010002', '20010db80001'],
    ['2001:db8::1', '20010db800000000', '20010db80000'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '20010db800000000', '20010db80000'],
    // As long as an address can be.
    ['0000:0000:0000:0000:0000:ffff:255.255.255.255', 'ffffffff', 'ffffff', '255.255.255.255'],
    ['2001:db8:0:1:2::203.0.113.7', '20010db800000001', '20010db80000'],
    ['::1', '0000000000000000', '000000000000'],
    ['::', '0000000000000000', '000000000000'],
    ['1::', '0001000000000000', '000100000000'],
    // IPv4-compatible addresses are of the past, and nobody's IPv4.
    ['::203.0.113.7', '0000000000000000', '000000000000'],
  ])('finds the networks of %s', (given, host, wide, address = given) => {
    const network = networkOf(given);
    expect([network?.address, network?.host, network?.wide]).toEqual([address, host, wide]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['a number', 3405803783],
    ['a list', ['203.0.113.7']],
    ['an object that looks like one', { toString: () => '203.0.113.7' }],
    ['a port', '203.0.113.7:443'],
    ['brackets', '[2001:db8::1]'],
    ['a prefix length', '203.0.113.0/24'],
    ['a zone id', 'fe80::1%eth0'],
    ['a zone id on a mapped address', '::ffff:203.0.113.7%1'],
    ['a list of addresses', '203.0.113.7, 198.51.100.1'],
    ['spaces', ' 203.0.113.7'],
    ['a line break', '203.0.113.7\n'],
    ['octal digits', '0203.0.0113.7'],
    ['hexadecimal digits', '0xcb.0.0.1'],
    ['three bytes', '203.0.113'],
    ['a byte too big', '203.0.113.256'],
    ['two gaps', '2001::db8::1'],
    ['nine groups', '1:2:3:4:5:6:7:8:9'],
    ['a name', 'localhost'],
    ['a long text', ':'.repeat(100_000)],
  ])('refuses %s', (_, address) => {
    expect(networkOf(address)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        expect(networkOf(value)).toBeNull();
      }),
    );
  });

  it('gives one network to every way to write an address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const { host, wide } = networkOf(address) ?? {};
        expect(host).toHaveLength(16);
        expect(networkOf(address.toUpperCase())).toMatchObject({ host, wide });
        // The URL parser's own normal form.
        expect(networkOf(new URL(`http://[${address}]`).hostname.slice(1, -1))).toMatchObject({ host, wide });
      }),
      { numRuns: 500 },
    );
  });

  it('puts two addresses into one network when their first bits are the same, and only then', () => {
    const bytes = fc.uint8Array({ minLength: 4, maxLength: 4 });
    const groups = fc.uint8Array({ minLength: 16, maxLength: 16 });
    const ipv4 = (address: Uint8Array) => address.join('.');
    const ipv6 = (address: Uint8Array) =>
      Array.from({ length: 8 }, (_, i) => (((address[2 * i] ?? 0) << 8) | (address[2 * i + 1] ?? 0)).toString(16)).join(
        ':',
      );
    const flipped = (address: Uint8Array, bit: number) =>
      address.map((byte, i) => (i === bit >> 3 ? byte ^ (128 >> (bit & 7)) : byte));
    fc.assert(
      fc.property(bytes, fc.nat(31), (address, bit) => {
        const [one, other] = [networkOf(ipv4(address)), networkOf(ipv4(flipped(address, bit)))];
        expect(one?.wide === other?.wide).toBe(bit >= 24);
        expect(one?.host === other?.host).toBe(false);
      }),
    );
    fc.assert(
      fc.property(groups, fc.nat(127), (address, bit) => {
        const [one, other] = [networkOf(ipv6(address)), networkOf(ipv6(flipped(address, bit)))];
        expect(one?.wide === other?.wide).toBe(bit >= 48);
        expect(one?.host === other?.host).toBe(bit >= 64);
      }),
    );
  });
});
