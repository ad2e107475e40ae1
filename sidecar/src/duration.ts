const units = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** As `90s`, `30m` and `24h` say it. */
export const DURATION = /^([1-9][0-9]{0,4})([smh])$/;

/** In ms; `undefined` for what is no duration. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * units[unit as keyof typeof units];
}
