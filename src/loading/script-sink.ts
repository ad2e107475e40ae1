interface Policy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

/**
 * Our own Trusted Types policy. It stays in this module, out of the page's reach, since it lets every URL through.
 * Where there is none, or the page allows it none, the plain URL goes to the page's `default` policy.
 */
let policy: Policy | undefined;
const plain: Policy = { createScriptURL: (url) => url };

/** Thrown where the page's Trusted Types refuse a script's URL. */
export class TypesRefusal {
  /** @param cause what the browser threw, or the page's own `default` policy */
  constructor(readonly cause: unknown) {}
}

/**
 * Makes a script tag: the only place that sets a script's `src`.
 *
 * @throws TypesRefusal, or whatever another script of the page makes this throw
 */
export function createScriptTag(url: string, nonce: string | undefined): HTMLScriptElement {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  try {
    policy ||= trustedTypes && trustedTypes.createPolicy('captcha-failover', plain);
  } catch {
    policy = plain;
  }
  const tag = document.createElement('script');
  try {
    tag.src = (policy || plain).createScriptURL(url);
  } catch (cause) {
    // What our own policy made is never refused.
    throw policy === plain ? new TypesRefusal(cause) : cause;
  }
  const inherited = document.querySelector<HTMLScriptElement>('script[nonce]');
  tag.nonce = nonce || (inherited ? inherited.nonce : '');
  return tag;
}
