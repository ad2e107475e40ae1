import { PUZZLE, puzzleOf, scatter } from './puzzle.js';

const { width, height, piece } = PUZZLE;
const HUES = [18, 95, 160, 205, 262, 325];

/** One picture for both halves: the scene with its gap, and below it the piece that was taken out. */
export function puzzleImage(seed: number): string {
  const { solution, top } = puzzleOf(seed);
  const square = `<rect x="${solution}" y="${top}" width="${piece}" height="${piece}" rx="8"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + piece}" viewBox="0 0 ${width} ${height + piece}">
<defs>
<linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue(seed, 3)} 70% 78%)"/><stop offset="1" stop-color="hsl(${hue(seed, 4)} 60% 60%)"/></linearGradient>
<clipPath id="edge"><rect width="${width}" height="${height}"/></clipPath>
<clipPath id="cut">${square}/></clipPath>
<g id="scene" clip-path="url(#edge)"><rect width="${width}" height="${height}" fill="url(#sky)"/>${hills(seed)}${discs(seed)}</g>
</defs>
<use href="#scene"/>
${square} fill="#10141c" fill-opacity=".62" stroke="#fff" stroke-opacity=".85" stroke-width="1.5"/>
<g transform="translate(${-solution} ${height - top})"><use href="#scene" clip-path="url(#cut)"/>
<rect x="${solution + 1}" y="${top + 1}" width="${piece - 2}" height="${piece - 2}" rx="7" fill="none" stroke="#fff" stroke-width="2"/></g>
</svg>`;
}

function hills(seed: number): string {
  return [0, 1]
    .map((n) => {
      const base = height - 46 + n * 22;
      const bend = 20 + (scatter(seed, 20 + n) % 34);
      const path = `M0 ${base} Q${width / 4} ${base - bend} ${width / 2} ${base} T${width} ${base - n * 12} V${height} H0 Z`;
      return `<path d="${path}" fill="hsl(${hue(seed, 5 + n)} 42% ${46 - n * 14}%)"/>`;
    })
    .join('');
}

function discs(seed: number): string {
  return [0, 1, 2, 3, 4, 5]
    .map((n) => {
      const x = scatter(seed, 30 + n) % width;
      const y = scatter(seed, 40 + n) % height;
      const radius = 5 + (scatter(seed, 50 + n) % 15);
      return `<circle cx="${x}" cy="${y}" r="${radius}" fill="hsl(${hue(seed, 60 + n)} 75% 62%)" fill-opacity=".8"/>`;
    })
    .join('');
}

function hue(seed: number, salt: number): number {
  return HUES[scatter(seed, salt) % HUES.length] ?? 205;
}
