import { createLifetime } from '../page/lifetime.js';

/** Those who ask before there is a captcha. */
export interface MountWaiters {
  /** True once it is mounted, false when that takes longer than `ms`. Rejects with the signal's reason only. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<boolean>;
  mounted(): void;
}

export function gatherMountWaiters(): MountWaiters {
  const waiting = new Set<() => void>();
  return {
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const life = createLifetime();
        const settle = (isMounted: boolean) => {
          life.end();
          resolve(isMounted);
        };
        const begin = () => settle(true);
        const leave = () => {
          life.end();
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
          reject(signal && signal.reason);
        };
        waiting.add(begin);
        life.defer(() => void waiting.delete(begin));
        life.soon(() => settle(false), ms);
        if (!signal) return;
        if (signal.aborted) leave();
        else life.listen(signal, 'abort', leave);
      }),
    mounted: () => waiting.forEach((begin) => begin()),
  };
}
