/** Whether a script of this page may ask it with the page's cookies: another site must not name the user's session. */
export function isOwnAddress(address: string): boolean {
  try {
    return new URL(address, document.baseURI).origin === location.origin;
  } catch {
    return false;
  }
}

/** The page token as the site's server gives it to this user, by GET; never one out of a cache. Rejects without one. */
export async function fetchPageToken(address: string): Promise<string> {
  const answer = await fetch(address, { mode: 'same-origin', credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok) throw new Error(`data-page-token: ${address} answered ${answer.status}`);
  return answer.text();
}
