/**
 * As much of React as the README's component needs: enough to see that it survives StrictMode, which runs each effect,
 * its clean-up, and the effect again. Nothing here renders twice.
 */
interface Ref<T> {
  current: T;
}
type Effect = () => (() => void) | undefined;
type Component = () => Node;

let effects: Effect[] = [];

export function useRef<T>(current: T): Ref<T> {
  return { current };
}

export function useEffect(effect: Effect): void {
  effects.push(effect);
}

/** What JSX is compiled to. */
export function jsx(type: string | Component, { children, ...properties }: Record<string, unknown>): Node {
  if (typeof type === 'function') return type();
  const element = document.createElement(type);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
    else if (value === true) element.toggleAttribute(name, true);
    else element.setAttribute(name, String(value));
  }
  element.append(...([children].flat(2).filter((child) => child !== undefined) as (Node | string)[]));
  return element;
}
export const jsxs = jsx;

/** Mounts a component as a development build does under StrictMode; returns the way to take it off the page. */
export function mountStrictly(component: Component): () => void {
  effects = [];
  const node = component();
  document.body.append(node);
  const run = () => effects.map((effect) => effect());
  for (const cleanUp of run()) cleanUp?.();
  const cleanUps = run();
  return () => {
    for (const cleanUp of cleanUps) cleanUp?.();
    node.parentNode?.removeChild(node);
  };
}
