import type { Lifetime } from './lifetime.js';

export interface FocusKeeper {
  /** Notes what has the focus now, if anything has. */
  note(): void;
  /** Gives the focus back there, unless the user or the page has put it somewhere else by then. */
  giveBack(): void;
}

/** First within the task, then for a while. */
const ticks = 10;
const timers = 10;
const tryEveryMs = 50;

/** What has the focus, in shadow roots too. */
function focused(): HTMLElement | null {
  let found = document.activeElement;
  while (found && found.shadowRoot && found.shadowRoot.activeElement) found = found.shadowRoot.activeElement;
  return found === document.body ? null : (found as HTMLElement | null);
}

/**
 * A page disables its button while it waits, and by that the button loses the focus and cannot take it. It enables it
 * when it hears that the wait is over, which it hears after us, or when its framework draws again: 2 to 74 ms later, as
 * measured with React. So the focus is noted before the wait begins, and offered for a while after it.
 *
 * @param life whose end leaves no time for that
 */
export function keepFocus(life: Lifetime): FocusKeeper {
  let origin: HTMLElement | null = null;
  const note = () => {
    origin = focused() || origin;
  };
  const offer = async (tries: number) => {
    await Promise.resolve();
    if (!origin || !origin.isConnected || focused()) return;
    origin.focus({ preventScroll: true });
    const next = () => void offer(tries + 1);
    if (tries < ticks) next();
    else if (tries < ticks + timers) life.soon(next, tryEveryMs);
  };
  note();
  return { note, giveBack: () => void offer(0) };
}
