import type { TencentResult } from '../../contract/tencent-result.js';

/** The page's own object, which the vendor's script keeps and writes into (docs/vendors/tencent.md, T-OPTIONS-KEPT). */
export type PageOptions = Partial<Record<string, unknown>>;

/** The page's callback. What the vendor's script gives it has more members than the documented ones. */
export type PageCallback = (result: TencentResult | Record<string, unknown>) => void;

/** A call of the constructor, whichever of the vendor's signatures it has. */
export interface Signature {
  readonly element: HTMLElement | null;
  readonly appId: string;
  readonly callback: PageCallback;
  readonly options: PageOptions;
}

/** What the attributes of elements said that are held back from the vendor's script. */
const heldNames = new WeakMap<Element, string>();

/** Functions of ours in a page's options object, with the page's own. */
const pageFunctions = new WeakMap<object, unknown>();

/** A page may use one options object again: what stands in it by then is ours. */
export function pageFunction(found: unknown): unknown {
  return typeof found === 'function' && pageFunctions.has(found) ? pageFunctions.get(found) : found;
}

/** Puts a function of ours before the page's own. */
export function replaceFunction<F extends object>(ours: F, found: unknown): F {
  pageFunctions.set(ours, pageFunction(found));
  return ours;
}

export function holdCallbackName(element: Element, name: string): void {
  heldNames.set(element, name);
}

/** The vendor's script evaluates the name, which a policy without 'unsafe-eval' forbids; looked up, it is the same. */
function namedFunction(name: string): unknown {
  let found: unknown = window;
  for (const part of name.split('.')) found = found && (found as Partial<Record<string, unknown>>)[part];
  return found;
}

function readAttributes(element: HTMLElement): { appId: unknown; callback: unknown; options: PageOptions } {
  const { appid, cbfn = heldNames.get(element), bizState } = element.dataset;
  return {
    appId: appid,
    callback: cbfn && namedFunction(cbfn),
    options: bizState === undefined ? {} : { bizState },
  };
}

/**
 * Reads the arguments of the constructor: `(appId, callback, options)`, `(element, appId, callback, options)`,
 * `(element)` with its attributes, `(element, options)`.
 *
 * @param needsElement the first of these is none of this site's
 * @throws Error in the vendor's words, where the vendor's script throws (docs/vendors/tencent.md, T-CTOR-ARGS)
 */
export function readSignature(given: readonly unknown[], needsElement: boolean): Signature {
  const [first, second, third, fourth] = given;
  const element = first instanceof HTMLElement ? first : null;
  let call: { appId: unknown; callback: unknown; options: unknown };
  if (!element) call = { appId: first, callback: second, options: third };
  else if (given.length === 1) call = readAttributes(element);
  else if (Object(second) === second) {
    const { appid, callback } = second as PageOptions;
    call = { appId: appid, callback, options: second };
  } else call = { appId: second, callback: third, options: fourth };

  const { appId } = call;
  if (typeof appId !== 'string' || (needsElement && !element)) throw new Error('Arguments error.');
  const options = (Object(call.options) === call.options ? call.options : {}) as PageOptions;
  if (element && element.dataset['bizState'] !== undefined) options['bizState'] = element.dataset['bizState'];
  const callback = pageFunction(typeof call.callback === 'function' ? call.callback : options['callback']);
  if (typeof callback !== 'function') throw new Error('Lost `callback`');
  return { element, appId, callback: callback as PageCallback, options };
}
