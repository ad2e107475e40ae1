import { simulation } from './simulation.js';
import type { CaptchaResult, ShowRequest } from './vendor-contract.js';

/**
 * The normal way of a result: once, merged over appid and bizState, in a task of its own, where exceptions of the page's
 * callback are swallowed.
 */
export function createDelivery({ appid, callback, options }: ShowRequest): (result: CaptchaResult) => void {
  let delivered = false;
  return (result) => {
    if (delivered) return;
    delivered = true;
    setTimeout(() => {
      try {
        callback({ appid, bizState: options.bizState, ...result });
      } catch (error) {
        if (!simulation.has('callback-exceptions-swallowed')) throw error;
      }
    }, 0);
  };
}

/** The user closed the challenge: documents say `ticket: null` or nothing, the code of 1.0 sends empty strings. */
export function closedResult(): CaptchaResult {
  const empty: CaptchaResult = { ret: 2, ticket: '', randstr: '' };
  const without: CaptchaResult = { ret: 2, ticket: null };
  if (simulation.behave === 'close_absent') return { ret: 2 };
  if (simulation.behave === 'close_null') return without;
  if (simulation.behave === 'close_empty') return empty;
  return simulation.has('closed-ticket-empty') ? empty : without;
}
