import { hasFields, isNumber, isOneOf, isText, readStored } from '../stored-shape.js';

/** A person's switch for one vendor, as the store has it. All times in ms since 1970 by the store's clock. */
export interface Declaration {
  readonly mode: DeclarationMode;
  /** From when the declared state counts; for one that is prolonged, from its first declaration. */
  readonly since: number;
  /** The canaries decide again from here on. */
  readonly until: number;
  readonly reason: string;
  /** When the last declared outage ended before its time. */
  readonly endedAt?: number;
}

export type DeclarationMode = 'outage' | 'healthy' | 'automatic';

export interface DeclareDetails {
  /**
   * When the canaries decide again: ms since 1970 or a Date, in the future and at most 24 h ahead, since a switch that
   * nobody remembers is a hole. Not for `automatic`.
   */
  until?: number | Date;
  /** Shown in the state and in incidents: one line of 1 to 200 characters. */
  reason: string;
}

const hour = 3_600_000;
const longest = 24 * hour;

/** @throws TypeError for a wrong mode, reason or `until`; gives for how long it is declared, in ms */
export function declaredFor(mode: DeclarationMode, { until, reason }: DeclareDetails): number {
  if (!['outage', 'healthy', 'automatic'].includes(mode)) {
    throw new TypeError("declare: the mode is 'outage', 'healthy' or 'automatic'.");
  }
  if (typeof reason !== 'string' || !/^\P{Cc}{1,200}$/u.test(reason)) {
    throw new TypeError('declare: reason is one line of 1 to 200 characters.');
  }
  if (mode === 'automatic') {
    if (until !== undefined) throw new TypeError("declare: 'automatic' has no until.");
    return 0;
  }
  const ms = Number(until) - Date.now();
  if (!(ms > 0 && ms <= longest)) throw new TypeError('declare: until is a time in the future, at most 24 h ahead.');
  return ms;
}

/** @param before what is declared so far */
export function newDeclaration(
  before: Declaration | undefined,
  mode: DeclarationMode,
  { reason, forMs, now }: { reason: string; forMs: number; now: number },
): Declaration {
  const running = before?.mode === 'outage' && now < before.until ? before : undefined;
  const since = mode === 'outage' && running ? running.since : now;
  return { mode, since, until: now + forMs, reason, ...(running && mode === 'automatic' && { endedAt: now }) };
}

/** How long the store has to keep it, in ms: past its end, for the sake of the tokens that were issued in it. */
export const declarationTtl = (forMs: number): number => forMs + hour;

/** Whether the canaries have no say. */
export function isInForce(
  declaration: Declaration | undefined,
  now: number,
): declaration is Declaration & { mode: 'outage' | 'healthy' } {
  return declaration !== undefined && declaration.mode !== 'automatic' && now < declaration.until;
}

/**
 * When a declared outage ended, 0 for never, of a declaration that is not in force. A door that a person closes is
 * closed at once.
 */
export function declaredEnd({ mode, until, endedAt = 0 }: Declaration): number {
  return mode === 'outage' ? until : endedAt;
}

export function parseDeclaration(text: string | null): Declaration | undefined {
  return readStored(text, isDeclaration);
}

function isDeclaration(value: unknown): value is Declaration {
  return hasFields(value, {
    mode: isOneOf('outage', 'healthy', 'automatic'),
    since: isNumber,
    until: isNumber,
    reason: isText,
    'endedAt?': isNumber,
  });
}
