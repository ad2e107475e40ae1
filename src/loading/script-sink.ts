interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | null | undefined;

/** Our own policy, or null where the page has none of it: then the page's `default` policy decides. */
function ownPolicy(): ScriptUrlPolicy | null {
  if (policy === undefined) {
    const factory = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
    try {
      policy = factory ? factory.createPolicy('captcha-failover', { createScriptURL: (url) => url }) : null;
    } catch {
      policy = null;
    }
  }
  return policy;
}

/**
 * Makes a script tag: the only place that sets a script's `src`. The policy stays in this module, out of the page's
 * reach, since it lets every URL through.
 *
 * @throws TypeError where Trusted Types refuse the URL
 */
export function createScriptTag(url: string, nonce: string | undefined): HTMLScriptElement {
  const tag = document.createElement('script');
  const own = ownPolicy();
  tag.src = own ? (own.createScriptURL(url) as string) : url;
  tag.async = true;
  const inherited = document.querySelector<HTMLScriptElement>('script[nonce]');
  tag.nonce = nonce || (inherited ? inherited.nonce : '');
  return tag;
}
