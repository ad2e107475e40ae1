import { warn } from '../contract/warn.js';
import type { Lifetime } from '../page/lifetime.js';

/** Whether a form is protected and holds no proof at the moment. */
type LacksProof = (form: HTMLFormElement) => boolean;

const watchers = new Set<LacksProof>();

/**
 * Warns of posts that go round the protection: `form.submit()`, which jQuery's `.submit()` calls, fires no event. It
 * cannot be held back soundly, since a page may take it from the prototype or hide it behind a field of that name.
 */
export function warnOfPosts(lacksProof: LacksProof, life: Lifetime): void {
  watchSubmit();
  watchers.add(lacksProof);
  life.defer(() => void watchers.delete(lacksProof));
}

let isWatching = false;

function watchSubmit(): void {
  if (isWatching) return;
  isWatching = true;
  const { prototype } = HTMLFormElement;
  const { submit } = prototype;
  // Stays: another script may have put its own around it meanwhile.
  prototype.submit = function (this: HTMLFormElement) {
    if ([...watchers].some((lacksProof) => lacksProof(this)))
      warn(
        'post_without_proof',
        'A protected form was posted without a proof: submit() fires no event. Call requestSubmit() instead.',
      );
    submit.call(this);
  };
}
