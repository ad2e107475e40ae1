import { vi } from 'vitest';

const pending = new Set<ReturnType<typeof setTimeout>>();

/** A timer of the fakes, so that the library's own can be told apart. */
export function later(ms: number, act: () => void): void {
  const timer = setTimeout(() => {
    pending.delete(timer);
    act();
  }, ms);
  pending.add(timer);
}

export function forgetTimers(): void {
  pending.clear();
}

/** How many timers are running that are none of the fakes'. */
export function libraryTimers(): number {
  return vi.getTimerCount() - pending.size;
}
