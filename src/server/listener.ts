/**
 * Hands something to the site's own code, without ever throwing or rejecting: what that throws or rejects with becomes
 * a process warning.
 */
export function callListener<T>(name: string, listener: ((given: T) => unknown) | undefined, given: T): void {
  if (!listener) return;
  const warn = (error: unknown): void => {
    // The name only: the text of a foreign error may hold anything.
    const fault = error instanceof Error ? error.name : typeof error;
    process.emitWarning(`${name} failed: ${fault}`, { type: 'CaptchaFailoverWarning' });
  };
  void (async () => {
    await listener(given);
  })().catch(warn);
}
