import { hasContent } from '../../page/on-screen.js';
import type { Callable } from '../../page/page-state.js';
import { callPage } from '../../page/page-callback.js';
import type { ChallengeNodes } from '../../providers/provider.js';
import { vendorNodes } from '../../providers/tencent/start.js';
import { withoutLoading } from '../../providers/vendor-nodes.js';
import { pageFunction, replaceFunction, type PageOptions, type Signature } from './signature.js';

/** What the vendor's script makes. Some builds have more methods than these. */
export interface VendorInstance {
  show(): void;
  destroy(): void;
  refresh(): void;
  getTicket(): unknown;
}

/** The vendor's instance, with what it takes to see how it does. */
export interface HeldInstance {
  readonly instance: VendorInstance;
  /** Shows it, as its own `show` does. */
  show(): void;
  /** Takes back a `show` that the vendor's script has queued; it shows nothing until the next `show` of ours. */
  unqueue(): void;
  /** What of the vendor's is in the page. */
  nodes(): ChallengeNodes;
}

/** What the vendor's script tells on the way. */
export interface VendorSigns {
  /** Of the element in which it draws. */
  readonly container: HTMLElement | null;
  readonly drawsGate: boolean;
  result(value: unknown): void;
  /** It has drawn something. */
  drawn(): void;
  /** Its own word that the challenge is on screen. */
  shown(): void;
}

type Constructor = new (...signature: unknown[]) => VendorInstance;

/** Sets a function of ours in the page's options, which calls the page's own after it. */
function tap(options: PageOptions, name: string, act: () => void): void {
  const own = pageFunction(options[name]) as ((value: unknown) => void) | undefined;
  const tapped = (value: unknown) => {
    act();
    callPage(own, value);
  };
  options[name] = replaceFunction(tapped, own);
}

/**
 * Makes the vendor's instance for a call of the page.
 *
 * @throws what the vendor's constructor throws
 */
export function holdInstance(
  vendorGlobal: Callable,
  { appId, callback, options }: Signature,
  { container, drawsGate, result, drawn, shown }: VendorSigns,
): HeldInstance {
  const before = new Set(container ? container.children : []);
  let isDrawn = drawsGate;
  tap(options, 'ready', () => {
    isDrawn = true;
    drawn();
  });
  tap(options, 'showFn', shown);
  tap(options, 'verifyFn', shown);
  const instance = new (vendorGlobal as unknown as Constructor)(
    ...(container ? [container] : []),
    appId,
    replaceFunction(result, callback),
    options,
  );
  const { show } = instance;
  return {
    instance,
    show() {
      instance.show = show;
      instance.show();
    },
    unqueue() {
      // `destroy()` does not cancel a queued show, another function in its place does (docs/vendors/tencent.md, T-QUEUED-SHOW).
      instance.show = () => {};
    },
    nodes() {
      const inContainer = [...(container ? container.children : [])].filter((node) => !before.has(node));
      // In the container as a whole: the parts of a loading box are not known by a name.
      const elsewhere = [...document.querySelectorAll(vendorNodes)].filter(
        (node) => !container || !container.contains(node),
      );
      const any = withoutLoading([...elsewhere, ...inContainer]);
      // Before `ready` its popup is an empty box, unless one sees that it is not.
      return { usable: isDrawn ? any : any.filter(hasContent), any };
    },
  };
}
