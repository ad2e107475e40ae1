/** The keys that move a slider of the simulated vendors from its start to the solution, and submit. */
export const keysOf = (solution: number): string[] => [
  ...Array<string>(Math.floor(solution / 10)).fill('PageUp'),
  ...Array<string>(solution % 10).fill('ArrowRight'),
  'Enter',
];
