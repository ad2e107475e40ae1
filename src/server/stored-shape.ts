/**
 * Reads JSON that the store gave back. Another version of this library, or a hand, may have written it, so every field
 * is looked at before it is believed.
 */
export function readStored<T>(text: string | null, isShape: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return isShape(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` has these fields; a name that ends in `?` may be missing. */
export function hasFields(value: unknown, fields: Readonly<Record<string, (field: unknown) => boolean>>): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(fields).every(([key, isRight]) => {
    const name = key.replace('?', '');
    return Object.hasOwn(value, name) ? isRight(value[name]) : key.endsWith('?');
  });
}

export function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

export function isText(value: unknown): boolean {
  return typeof value === 'string';
}

export function isOneOf(...texts: readonly unknown[]): (value: unknown) => boolean {
  return (value) => texts.includes(value);
}

export function isListOf(isRight: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(isRight);
}

export function isMapOf(isRight: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => isRecord(value) && Object.values(value).every(isRight);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
