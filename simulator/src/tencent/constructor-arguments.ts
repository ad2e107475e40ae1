import type { Generation } from './generation.js';
import { page } from './page-globals.js';
import { simulation } from './simulation.js';
import type { CaptchaCallback, CaptchaOptions } from './vendor-contract.js';

export interface ConstructorArguments {
  element: HTMLElement | null;
  appid: string;
  callback: CaptchaCallback;
  options: CaptchaOptions;
}

/**
 * (appId, callback, options), (element, appId, callback, options), (element) with data attributes, (element, options).
 * International 3.0 takes the second form only.
 */
export function readArguments(args: readonly unknown[], generation: Generation): ConstructorArguments {
  const [first, second] = args;
  // HTMLElement of this realm: an element of another frame is none.
  if (first instanceof HTMLElement) {
    if (isAppId(second)) return complete(first, second, args[2], args[3]);
    if (generation.checkbox || typeof second === 'number') throw new Error(generation.argumentsMessage);
    if (isObject(second)) return complete(first, second['appid'], second['callback'], second);
    return fromAttributes(first, generation);
  }
  if (isAppId(first) && !generation.checkbox) return complete(null, first, second, args[2]);
  throw new Error(generation.argumentsMessage);
}

function complete(
  element: HTMLElement | null,
  appid: unknown,
  callback: unknown,
  given: unknown,
): ConstructorArguments {
  const options: CaptchaOptions = isObject(given) ? given : {};
  const called = typeof callback === 'function' ? callback : options.callback;
  if (typeof called !== 'function') throw new Error('Lost `callback`');
  return { element, appid: String(appid), callback: called as CaptchaCallback, options };
}

function fromAttributes(element: HTMLElement, generation: Generation): ConstructorArguments {
  const { appid, cbfn, bizState } = element.dataset;
  if (!appid) throw new Error(generation.argumentsMessage);
  const options: CaptchaOptions = bizState === undefined ? {} : { bizState };
  return complete(element, appid, namedCallback(cbfn), options);
}

/** The vendor evaluates the name, so that a policy without 'unsafe-eval' makes the callback "lost". */
function namedCallback(name: string | undefined): unknown {
  if (!name || !/^[\w$.]+$/.test(name)) return undefined;
  try {
    const evaluate = page['eval'] as (code: string) => unknown;
    return evaluate(`window.${name}`);
  } catch {
    return undefined;
  }
}

function isAppId(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && !simulation.has('numeric-app-id-throws'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
