/** Size of the puzzle in its own units; the pages scale it. Shared by the image's maker, the verifier and the slider. */
export const PUZZLE = { width: 272, height: 136, piece: 44 } as const;
export const SLIDER_MAX = PUZZLE.width - PUZZLE.piece;
export const TOLERANCE = 4;

export interface Puzzle {
  /** Left edge of the gap, which is the right value of the slider. */
  solution: number;
  top: number;
}

/** A puzzle is a pure function of its seed, so that the server keeps nothing. */
export function puzzleOf(seed: number): Puzzle {
  return { solution: 60 + (scatter(seed, 1) % 160), top: 12 + (scatter(seed, 2) % 68) };
}

export function newSeed(): number {
  return Math.floor(Math.random() * 1_000_000_000);
}

/** A few digits that look unrelated for neighboring seeds. */
export function scatter(seed: number, salt: number): number {
  const mixed = Math.imul(seed ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
