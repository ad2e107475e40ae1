/**
 * The address of a vendor's API. Keys and tickets go there, so it is https; plain http reaches no further than this
 * machine.
 *
 * @throws TypeError for anything else
 */
export function apiUrl(address: string): URL {
  if (!URL.canParse(address)) throw new TypeError(`endpoint: not a URL: ${address}`);
  const url = new URL(address);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new TypeError(`endpoint: needs https (http is for loopback addresses): ${address}`);
}

function isLoopback(hostname: string): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|\[::1\]|(?:.+\.)?localhost)$/.test(hostname);
}
