/** Calls a function of the page; what it throws is the page's own error, not ours. */
export function callPage<A extends unknown[], R>(act: ((...args: A) => R) | undefined, ...args: A): R | undefined {
  try {
    return act && act(...args);
  } catch (error) {
    reportPageError(error);
    return undefined;
  }
}

export function reportPageError(error: unknown): void {
  (typeof reportError === 'function' ? reportError : console.error)(error);
}
