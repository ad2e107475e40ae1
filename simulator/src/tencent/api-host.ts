import type { Generation } from './generation.js';
import { simulation } from './simulation.js';

/**
 * The vendor asks the host of the first script of the page whose URL matches /captcha\.js/i (AliyunCaptcha.js does, too) or
 * whose id is CaptchaScript; `?domain=` in that URL wins over its host.
 */
export function findApiHost(generation: Generation): string {
  const fallback = simulation.hosts[generation.defaultApiHost];
  if (!simulation.has('api-host-from-script-tag')) return fallback;
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[src]')) {
    if (!/captcha\.js/i.test(script.src) && script.id !== 'CaptchaScript') continue;
    const url = new URL(script.src, document.baseURI);
    const domain = url.searchParams.get('domain');
    return domain ? `${url.protocol}//${domain}` : url.origin;
  }
  return fallback;
}
