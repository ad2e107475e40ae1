import type { UnrecognizedReason } from '../decoded-response.js';

/** A JSON object, its own properties only: a polluted prototype gives it none. */
export type Fields = Readonly<Partial<Record<string, unknown>>>;

/** What the body of a response turned out to be. */
export type Body =
  { readonly fields: Fields } | { readonly text: string } | { readonly unrecognized: UnrecognizedReason };

/** No documented error is nearly as large; what is larger is somebody else's, and parsing it would cost. */
const mostBytes = 64 * 1024;

/** Opens a body: bytes or text, JSON or plain. */
export function readBody(body: unknown): Body {
  const text = typeof body === 'string' ? bounded(body) : decoded(body);
  if (typeof text !== 'string') return text;
  // A byte order mark is white space to `trim`.
  const trimmed = text.trim();
  if (!trimmed) return { unrecognized: 'empty' };
  if (trimmed[0] === '<') return { unrecognized: 'html' };
  return /^[{[]/.test(trimmed) ? parsed(trimmed) : { text: trimmed };
}

/** The object in a field, or nothing. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.assign(Object.create(null) as Fields, value)
    : undefined;
}

/** A code or a text in a field: vendors write codes as numbers too. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : undefined;
}

function bounded(text: string): string | Body {
  // A character is one to three bytes for each of its UTF-16 units.
  if (text.length > mostBytes) return { unrecognized: 'too_large' };
  return text.length * 3 > mostBytes && new TextEncoder().encode(text).length > mostBytes
    ? { unrecognized: 'too_large' }
    : text;
}

function decoded(body: unknown): string | Body {
  if (body === undefined || body === null) return { unrecognized: 'empty' };
  const bytes = body as ArrayBufferView;
  if (!ArrayBuffer.isView(body) && Object.prototype.toString.call(body) !== '[object ArrayBuffer]') {
    return { unrecognized: 'unknown_shape' };
  }
  if (bytes.byteLength > mostBytes) return { unrecognized: 'too_large' };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { unrecognized: 'not_utf8' };
  }
}

function parsed(text: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { unrecognized: isUnfinished(text) ? 'truncated' : 'unknown_shape' };
  }
  const fields = fieldsOf(value);
  return fields ? { fields } : { unrecognized: 'unknown_shape' };
}

/** Whether JSON stops in the middle of a string, an object or an array. */
function isUnfinished(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isInText && character === '\\') i++;
    else if (character === '"') isInText = !isInText;
    else if (!isInText && (character === '{' || character === '[')) depth++;
    else if (!isInText && (character === '}' || character === ']')) depth--;
  }
  return isInText || depth > 0;
}
