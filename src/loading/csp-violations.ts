import type { Lifetime } from '../page/lifetime.js';

/**
 * Watches for what the page's Content-Security-Policy blocks. The event comes before the script's `error`, in all
 * engines; a report-only policy raises it too, though the script loads.
 */
export function watchViolations(life: Lifetime): (url: string) => boolean {
  const blocked: string[] = [];
  life.listen(document, 'securitypolicyviolation', (event) => {
    const { disposition, blockedURI } = event as SecurityPolicyViolationEvent;
    if (disposition === 'enforce' && blockedURI) blocked.push(blockedURI);
  });
  // After a redirect the browser tells the origin only.
  return (url) => blocked.some((uri) => url.startsWith(uri));
}
