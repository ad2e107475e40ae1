import type { CaptchaConfig } from './captcha-config.js';
import { PICTURE_WIDTH, PIECE_WIDTH } from './picture-size.js';

export interface PuzzlePicture {
  root: HTMLElement;
  movePiece(percent: number): void;
}

/** The background with its gap and the piece over it. A picture that failed to load leaves its place empty. */
export function createPuzzlePicture(config: CaptchaConfig, label: string): PuzzlePicture {
  const root = document.createElement('div');
  root.className = 'aliyunCaptcha-picture';
  const background = picture(config.pictures?.background, label);
  background.id = 'aliyunCaptcha-img';
  const piece = picture(config.pictures?.piece, '');
  piece.id = 'aliyunCaptcha-puzzle';
  root.append(background, piece);
  return {
    root,
    movePiece(percent) {
      piece.style.transform = `translateX(${(percent / 100) * (PICTURE_WIDTH - PIECE_WIDTH)}px)`;
    },
  };
}

function picture(source: string | undefined, label: string): HTMLImageElement {
  const image = document.createElement('img');
  image.alt = label;
  image.draggable = false;
  if (source) image.src = source;
  return image;
}
