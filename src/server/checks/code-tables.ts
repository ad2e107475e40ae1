import type { FaultMeaning } from './reply.js';

/** `Throttling.User` is found under its own name, else under `Throttling`. */
export type FaultTable = Readonly<Record<string, FaultMeaning>>;

/** The most particular entry for a dotted code of a call that the API refused. */
export function faultMeaning(table: FaultTable, code: string): FaultMeaning {
  for (let name = code; name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const meaning = Object.hasOwn(table, name) ? table[name] : undefined;
    if (meaning) return meaning;
  }
  return { fix: 'The API refuses the call: look the code up in the documentation of the vendor.' };
}

/** The entry of a verdict's code; codes that nobody documented are no pass. */
export function verdictMeaning<M>(table: Readonly<Record<string, M>>, code: string): M | 'challenge_failed' {
  return (Object.hasOwn(table, code) ? table[code] : undefined) ?? 'challenge_failed';
}

/** A vendor's code as it may stand in logs and answers: whatever is no code becomes `unreadable`. */
export function cleanCode(code: unknown): string {
  const text = typeof code === 'number' ? String(code) : code;
  return typeof text === 'string' && /^[\w.-]{1,64}$/.test(text) ? text : 'unreadable';
}
