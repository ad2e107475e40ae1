const PERIOD = 2000;
/** What somebody has just done may show with a delay, in ms. */
const AFTERMATH = 20_000;

/**
 * Asks at once when told to, and every two seconds while the page is visible and there is something to see: `ask` says
 * so, or it was told to not long ago.
 */
export function pollWhileBusy(ask: () => Promise<boolean>) {
  let timer = 0;
  let toldAt = -Infinity;
  let asking = false;
  let again = false;

  const run = async () => {
    window.clearTimeout(timer);
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const busy = (await ask()) || performance.now() - toldAt < AFTERMATH;
    asking = false;
    if (again) {
      again = false;
      void run();
    } else if (busy && !document.hidden) timer = window.setTimeout(() => void run(), PERIOD);
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) window.clearTimeout(timer);
    else void run();
  });
  return {
    soon() {
      toldAt = performance.now();
      void run();
    },
  };
}
