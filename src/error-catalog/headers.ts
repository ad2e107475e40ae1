/** A response's headers: those of `fetch`, or a record such as Node's. Names in any case. */
export type ResponseHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** No server sends more; the rest of a hostile record is not walked. */
const mostHeaders = 1000;

/** A header's (first) value, or nothing. Never throws, whatever the headers are. */
export function readHeader(headers: unknown, name: string): string | undefined {
  try {
    const wanted = name.toLowerCase();
    const record = headers as Record<string, unknown>;
    const { get } = record;
    if (typeof get === 'function') return valueText(get.call(headers, wanted));
    let walked = 0;
    for (const key in record) {
      if (++walked > mostHeaders) return undefined;
      const isWanted = key.length === wanted.length && key.toLowerCase() === wanted;
      if (isWanted && Object.prototype.hasOwnProperty.call(record, key)) return valueText(record[key]);
    }
  } catch {
    // No headers, or a getter that throws: as good as none.
  }
  return undefined;
}

function valueText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : typeof first === 'number' ? String(first) : undefined;
}
