import type { Lifetime } from './lifetime.js';

const lookEveryMs = 50;

/** A document has no body before its parser has come to it, nor for a while after `document.open()`. */
export const findBody = (): HTMLElement | null => document.body;

/** Runs `act` when the document has a body: at once, or when a later look finds one. */
export function whenBody(life: Lifetime, act: () => void): void {
  if (findBody()) act();
  else life.soon(() => whenBody(life, act), lookEveryMs);
}
