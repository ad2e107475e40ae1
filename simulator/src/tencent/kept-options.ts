import type { ConstructorArguments } from './constructor-arguments.js';
import { simulation } from './simulation.js';
import type { CaptchaOptions } from './vendor-contract.js';

function nothing(): void {
  // The vendor's default for `ready`, `start` and `end`.
}

/** The constructor adds its own keys to the caller's object and keeps it: later changes by the page count. */
export function keepOptions({ element, appid, callback, options: given }: ConstructorArguments): CaptchaOptions {
  const options = simulation.has('tencent-options-mutated') ? given : { ...given };
  options.appid = appid;
  options.callback = callback;
  options.ele = element;
  options.ready ??= nothing;
  options.start ??= nothing;
  options.end ??= nothing;
  options.sdkOpts ??= null;
  options.fwidth ??= 0;
  options.bizState = element?.dataset['bizState'] ?? options.bizState;
  return options;
}
