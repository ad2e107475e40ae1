import { usableGlobal, type ScriptSource } from '../loading/script-source.js';
import { pageState, type Callable } from '../page/page-state.js';

/**
 * Puts a function of ours under the vendor's name. What the vendor's script assigns to it later is published to the
 * page-wide state, the first one for good: there the loader beside us finds it, which does not take ours for the
 * vendor's. All scripts of both vendors set their global by plain assignment (docs/vendors/).
 *
 * @param arrived the vendor's function is there
 */
export function holdGlobal(source: ScriptSource, facade: Callable, arrived: () => void): void {
  const { vendor, globalName } = source;
  const { globals, ours } = pageState();
  // What a tag of the page brought before us is published by this look.
  usableGlobal(source);
  ours.add(facade);
  try {
    Object.defineProperty(window, globalName, {
      // Else a page's own `let TencentCaptcha` would be a SyntaxError.
      configurable: true,
      enumerable: true,
      get: () => facade,
      set(value: unknown) {
        if (typeof value !== 'function' || ours.has(value)) return;
        if (!(vendor in globals)) globals[vendor] = value as Callable;
        arrived();
      },
    });
  } catch {
    // A `var` of the page has the name: then the vendor's function takes the place of ours when it comes.
    (window as unknown as Record<string, Callable>)[globalName] = facade;
  }
}
