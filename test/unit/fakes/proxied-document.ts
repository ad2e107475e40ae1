import { vi } from 'vitest';

/**
 * What qiankun's sandbox gives an app for `document`: a proxy that hands functions out bound to the real one. No node's
 * `ownerDocument` or root is that proxy.
 */
export function proxyDocument(): void {
  const proxy = new Proxy(document, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
  vi.stubGlobal('document', proxy);
}
