import type { Scene } from '../case.js';

/** How far from the right place an answer may be, in percent of the way. */
const TOLERANCE = 3;

/**
 * Where the slider has to go, in percent of its way. It follows from the certifyId, so that pictures, verification and
 * tests agree and nothing has to be remembered. (It is a simulator: this protects nothing.)
 */
export function solutionOf(certifyId: string, type: Scene | undefined): number {
  if (type !== 'PUZZLE' && type !== 'INPAINTING') return 100;
  return 30 + (hashOf(certifyId) % 60);
}

export function isSolved(certifyId: string, type: Scene | undefined, answer: number): boolean {
  return Math.abs(answer - solutionOf(certifyId, type)) <= TOLERANCE;
}

/** FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
