/**
 * An address that keys and tickets go to, or that evidence comes from: https; plain http reaches no further than this
 * machine.
 *
 * @param option its name in an error, which shows no more of the address than its origin: it may hold a password
 * @throws TypeError for anything else
 */
export function safeUrl(option: string, address: unknown): URL {
  if (typeof address !== 'string' || !URL.canParse(address)) throw new TypeError(`${option}: not a URL`);
  const url = new URL(address);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (isSafe && !url.username && !url.password) return url;
  const need = isSafe ? 'no user name or password' : 'https (http is for loopback addresses)';
  throw new TypeError(`${option}: needs ${need}: ${url.origin}`);
}

function isLoopback(hostname: string): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|\[::1\]|(?:.+\.)?localhost)$/.test(hostname);
}
