import { isIPv4, isIPv6 } from 'node:net';

/** Where an address belongs, as hexadecimal prefixes: one text for each network, however its addresses are written. */
export interface Network {
  /** The address itself, IPv4-mapped ones as IPv4: the vendors are told no other form. */
  readonly address: string;
  /** What one customer has: IPv4 /32 (8 digits), IPv6 /64 (16 digits). */
  readonly host: string;
  /** What a small provider or a big customer has: IPv4 /24 (6 digits), IPv6 /48 (12 digits). */
  readonly wide: string;
}

/**
 * Takes an address apart. IPv4-mapped IPv6 addresses are IPv4; addresses with a zone id, which no remote visitor has,
 * are refused like everything that is no address. Never throws.
 */
export function networkOf(address: unknown): Network | null {
  if (typeof address !== 'string' || address.length > 45) return null;
  if (isIPv4(address)) return new IPv4Network(address);
  if (!isIPv6(address) || address.includes('%')) return null;
  const digits = hexOfIPv6(address);
  if (digits.startsWith(mapped)) return new IPv4Network(dotted(digits.slice(mapped.length)));
  return { address, host: digits.slice(0, 16), wide: digits.slice(0, 12) };
}

const mapped = '00000000000000000000ffff';

/** Its digits are made when they are asked for: a flood of forged proofs has no use for them. */
class IPv4Network implements Network {
  constructor(readonly address: string) {}

  get host(): string {
    return hexOfIPv4(this.address);
  }

  get wide(): string {
    return this.host.slice(0, 6);
  }
}

const dotted = (digits: string): string => Array.from(Buffer.from(digits, 'hex')).join('.');

const hexOfIPv4 = (address: string): string => Buffer.from(address.split('.').map(Number)).toString('hex');

/** All 32 digits. */
function hexOfIPv6(address: string): string {
  const [before = '', after] = address.split('::').map((groups) =>
    groups
      .split(':')
      .filter(Boolean)
      .map((group) => (group.includes('.') ? hexOfIPv4(group) : group.toLowerCase().padStart(4, '0')))
      .join(''),
  );
  return after === undefined ? before : before + after.padStart(32 - before.length, '0');
}
