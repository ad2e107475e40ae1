import dns from 'node:dns';

/** How this process itself fares: `slow` makes time-outs of its own, `failed` may make anything. */
export type OwnState = 'well' | 'slow' | 'failed';

/** What our own look-ups and our own event loop may take, in ms. */
export const patience = 250;

/**
 * Looks up a name that needs nobody's answer. It waits in the same queue of the thread pool as a canary's own look-up,
 * which password hashing or two names that nobody answers for can fill; and it fails when there is no descriptor left.
 * Reading a file or connecting to this machine shows neither. Never rejects.
 */
export function lookUpOurselves(): Promise<OwnState> {
  return new Promise((resolve) => {
    const begun = performance.now();
    // Once around the loop: the answer may lie there unread because the loop was late.
    const timer = setTimeout(() => setImmediate(resolve, 'slow'), patience);
    timer.unref();
    dns.lookup('localhost', (error) => {
      clearTimeout(timer);
      if (error && error.code !== 'ENOTFOUND') resolve('failed');
      else resolve(performance.now() - begun > patience ? 'slow' : 'well');
    });
  });
}
