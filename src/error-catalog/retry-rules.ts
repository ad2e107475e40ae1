import type { RetryRule } from './error-entry.js';

/** What cannot get better by itself; also where the vendor says nothing and a second try could do harm. */
export const never: RetryRule = { kind: 'never' };

/** The person in front of the page tries again: nothing may do it in their place. */
export const afterUserAction: RetryRule = { kind: 'after_user_action' };

/** A ticket, token or task is spent by being looked at, whatever the answer was. */
export const newChallenge: RetryRule = { kind: 'new_challenge' };

/** The interval is the one that both solver services name. */
export const pollEveryFiveSeconds: RetryRule = { kind: 'poll', everyMs: 5_000 };

/** For hiccups of a network or a server. No vendor gives figures, so these are ours. */
export const backOffFromOneSecond: RetryRule = {
  kind: 'backoff',
  backoff: { firstMs: 1_000, factor: 2, capMs: 30_000 },
};

/** For "wait before you try again" without a figure: these are ours. */
export const backOffFromOneMinute: RetryRule = {
  kind: 'backoff',
  backoff: { firstMs: 60_000, factor: 2, capMs: 600_000 },
};
