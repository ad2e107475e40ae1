import { placeUrl } from './place-url.js';
import { PUZZLE, type Puzzle } from './puzzle.js';

/** Drawn at twice the size of its units, for dense screens. */
const DENSITY = 2;

/** The picture of a puzzle by `<img>`, as the vendor's policy lists ask of `img-src`; undefined when it does not load. */
export function loadPicture(apiHost: string, seed: number, sid: string): Promise<HTMLImageElement | undefined> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => resolve(undefined);
    image.src = placeUrl('image', apiHost, '/hycdn', { seed: String(seed), sess: sid });
  });
}

/** The scene with the piece at `value`; the piece itself is the lower left part of the same picture. */
export function drawPicture(canvas: HTMLCanvasElement, image: HTMLImageElement, { top }: Puzzle, value: number): void {
  const { width, height, piece } = PUZZLE;
  canvas.width = width * DENSITY;
  canvas.height = height * DENSITY;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(DENSITY, DENSITY);
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  context.drawImage(image, 0, 0, width, height + piece);
  context.restore();
  context.beginPath();
  context.rect(value, top, piece, piece);
  context.clip();
  context.drawImage(image, value, top - height, width, height + piece);
}
