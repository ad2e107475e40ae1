import { createSecretKey, type KeyObject } from 'node:crypto';

/** A secret that signs tokens, with the name under which tokens carry it. */
export interface SigningSecret {
  /** Goes into every token: letters, digits, `.`, `_` and `-`, 64 at most. */
  kid: string;
  /** At least 32 bytes, random, and known to your servers only. A string stands for its UTF-8 bytes. */
  secret: string | Uint8Array;
}

export interface SigningKeys {
  /** Signs. */
  readonly current: { readonly kid: string; readonly key: KeyObject };
  /** Verify. */
  readonly all: ReadonlyMap<string, KeyObject>;
}

const leastBytes = 32;

/**
 * Takes the secrets in: the first signs, all verify. To rotate, put a new one in front, and take the old one out when
 * what it signed has run out: 30 minutes for page tokens, 30 days for pass tokens.
 *
 * @throws TypeError when there is none, one is short, or a name is wrong or double
 */
export function signingKeys(secrets: readonly SigningSecret[]): SigningKeys {
  const all = new Map<string, KeyObject>();
  for (const { kid, secret } of secrets) {
    if (typeof kid !== 'string' || !/^[\w.-]{1,64}$/.test(kid)) {
      throw new TypeError('keys: kid must be 1 to 64 letters, digits, ".", "_" or "-".');
    }
    if (all.has(kid)) throw new TypeError(`keys: two have the kid "${kid}".`);
    const bytes = typeof secret === 'string' ? Buffer.from(secret) : secret;
    if (!(bytes instanceof Uint8Array) || bytes.length < leastBytes) {
      throw new TypeError(`keys: the secret of "${kid}" must have at least ${leastBytes} bytes.`);
    }
    all.set(kid, createSecretKey(bytes));
  }
  const [first] = all;
  if (!first) throw new TypeError('keys: at least one is needed.');
  const [kid, key] = first;
  return { current: { kid, key }, all };
}
