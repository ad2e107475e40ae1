/** Remembers what has the focus. Returns the way to give it back when what took it is gone. */
export function rememberFocus(): () => void {
  const origin = document.activeElement as HTMLElement | null;
  return () => {
    const { activeElement, body } = document;
    // Where else it is, the user or the page has put it.
    if (origin && (!activeElement || activeElement === body)) origin.focus({ preventScroll: true });
  };
}
