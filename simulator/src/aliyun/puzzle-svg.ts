import { PICTURE_HEIGHT, PICTURE_WIDTH, PIECE_WIDTH } from './picture-size.js';
import { hashOf, solutionOf } from './solution.js';

/** A landscape that follows from the certifyId, either with its gap or only what belongs into the gap. */
export function puzzlePicture(certifyId: string, part: 'background' | 'piece'): string {
  const left = (solutionOf(certifyId, 'PUZZLE') / 100) * (PICTURE_WIDTH - PIECE_WIDTH);
  const top = 16 + (hashOf(`top ${certifyId}`) % (PICTURE_HEIGHT - PIECE_WIDTH - 32));
  const shape = pieceShape(left, top);
  if (part === 'piece') {
    const box = `${left} 0 ${PIECE_WIDTH} ${PICTURE_HEIGHT}`;
    const clipped = `<g clip-path="url(#p)">${landscape(certifyId)}</g>${outline(shape, '#fff', 'none')}`;
    return svg(box, PIECE_WIDTH, `<clipPath id="p"><path d="${shape}"/></clipPath>${clipped}`);
  }
  const gap = outline(shape, '#fff', 'rgb(0 0 0 / 60%)');
  return svg(`0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}`, PICTURE_WIDTH, landscape(certifyId) + gap);
}

function svg(viewBox: string, width: number, content: string): string {
  const size = `viewBox="${viewBox}" width="${width}" height="${PICTURE_HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${content}</svg>`;
}

/** A square with a tab on its right. */
function pieceShape(left: number, top: number): string {
  const side = 40;
  return `M${left + 1} ${top}h${side}v12a10 8 0 1 1 0 16v12h-${side}z`;
}

function outline(shape: string, stroke: string, fill: string): string {
  return `<path d="${shape}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`;
}

function landscape(certifyId: string): string {
  const hue = hashOf(`hue ${certifyId}`) % 360;
  const sunX = 40 + (hashOf(`sun ${certifyId}`) % 240);
  const hills = [0, 1, 2].map((layer) => {
    const lightness = 58 - layer * 14;
    return `<path d="${ridge(`${certifyId} ${layer}`, 70 + layer * 26)}" fill="hsl(${hue} 38% ${lightness}%)"/>`;
  });
  const sky = `<rect width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" fill="hsl(${(hue + 160) % 360} 55% 82%)"/>`;
  return `${sky}<circle cx="${sunX}" cy="38" r="18" fill="hsl(45 90% 70%)"/>${hills.join('')}`;
}

function ridge(seed: string, height: number): string {
  const steps = 8;
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const y = height + (hashOf(`${seed} ${i}`) % 34) - 17;
    return `L${(i * PICTURE_WIDTH) / steps} ${y}`;
  });
  return `M0 ${PICTURE_HEIGHT}${points.join('')}L${PICTURE_WIDTH} ${PICTURE_HEIGHT}z`;
}
