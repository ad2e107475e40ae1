import { keysOf } from '../keys.js';
import { vendorNodes } from '../../vendor-nodes.js';

/** The simulated user's hands, inside the page: the simulated vendors take keys that no keyboard sent. */

/** Everything that matches, also in open shadow roots. */
export function findAll(selector: string): HTMLElement[] {
  const roots: (Document | ShadowRoot)[] = [document];
  const found: HTMLElement[] = [];
  for (let root = roots.pop(); root; root = roots.pop()) {
    found.push(...root.querySelectorAll<HTMLElement>(selector));
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  }
  return found;
}

export const isVisible = (node: Element): boolean => {
  const { visibility, opacity } = getComputedStyle(node);
  return node.getClientRects().length > 0 && visibility === 'visible' && opacity !== '0';
};

export const visibleVendorNodes = (): Element[] => findAll(vendorNodes).filter(isVisible);

/** How often to look, in ms: a dozen frames do so at once, and each look goes through the whole document. */
const LOOK_MS = 40;

export async function until<T>(look: () => T | undefined | false | null, ms = 20_000): Promise<T | undefined> {
  const end = performance.now() + ms;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false && found !== null) return found;
    if (performance.now() > end) return undefined;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** The slider that can be moved, if one is on screen. */
export const slider = (): HTMLElement | undefined =>
  findAll('[role="slider"]:not([aria-disabled])').find((node) => isVisible(node) && node.dataset['solution']);

export async function solve(): Promise<void> {
  const handle = await until(slider);
  if (!handle) return;
  for (const key of keysOf(Number(handle.dataset['solution']))) press(handle, key);
}

export async function close(): Promise<void> {
  const handle = await until(slider);
  if (handle) press(handle, 'Escape');
}

function press(node: Element, key: string): void {
  node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));
}
