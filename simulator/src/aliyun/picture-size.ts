/** In CSS pixels. The pictures must not be scaled: a forced size breaks the real vendor's verification, too. */
export const PICTURE_WIDTH = 320;
export const PICTURE_HEIGHT = 160;
export const PIECE_WIDTH = 52;
