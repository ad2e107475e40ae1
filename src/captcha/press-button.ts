import type { Outcome } from '../contract/outcome.js';
import { findElements } from '../page/element-ref.js';
import type { Lifetime } from '../page/lifetime.js';
import { callPage } from '../page/page-callback.js';
import type { SessionOptions } from '../session/session-options.js';

/** Lets a press of the page's button, or of any that its selector finds, verify, and tells the page each outcome once, however many presses waited for it. */
export function verifyOnPress(
  { button, onOutcome }: Pick<SessionOptions, 'button' | 'onOutcome'>,
  verify: () => Promise<Outcome>,
  life: Lifetime,
): void {
  let told: Outcome | undefined;
  const tell = (outcome: Outcome) => {
    const isNew = outcome !== told;
    told = outcome;
    if (isNew && (outcome.status !== 'dismissed' || outcome.reason !== 'destroyed')) callPage(onOutcome, outcome);
  };
  // On the document, because the page may replace its button at any time.
  life.listen(document, 'click', (event) => {
    const path = event.composedPath();
    if (findElements(button).some((element) => path.includes(element))) void verify().then(tell);
  });
}
