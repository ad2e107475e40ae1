/** What came of one POST. */
export type Reply = { status: number; text: string; authMessage: string | null } | { error: string };

/** `timeout` in ms is a timer of the script's own, which is why 0 ends every request at once instead of never. */
export function postForm(url: string, fields: Record<string, string | undefined>, timeout: number): Promise<Reply> {
  return new Promise((resolve) => {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
    const request = new XMLHttpRequest();
    const settle = (reply: Reply): void => {
      window.clearTimeout(timer);
      resolve(reply);
    };
    const timer = window.setTimeout(() => {
      settle({ error: 'Error: timeout' });
      request.abort();
    }, timeout);
    request.onload = () =>
      settle({
        status: request.status,
        text: request.responseText,
        authMessage: request.status === 403 ? request.getResponseHeader('x-auth-msg') : null,
      });
    request.onerror = () => settle({ error: 'Error: network error' });
    request.open('POST', url);
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
    request.send(form.toString());
  });
}

/** A JSON object, or undefined for anything else. */
export function jsonObject<T extends object>(text: string): Partial<T> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // The vendor's script trusts the shape of its own server's answers.
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
