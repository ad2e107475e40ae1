import type { UnrecognizedReason } from '../decoded-response.js';

/** A JSON object, its own properties only: a polluted prototype gives it none. */
export type Fields = Readonly<Partial<Record<string, unknown>>>;

/** What the body of a response turned out to be. */
export type Body =
  { readonly fields: Fields } | { readonly text: string } | { readonly unrecognized: UnrecognizedReason };

/** No documented error is nearly as large; what is larger is somebody else's, and parsing it would cost. */
const mostBytes = 64 * 1024;
/** Documented errors have three levels; parsers slow down, and some give up, where there are thousands. */
const mostNested = 32;

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

/** The object in a field of a parsed body, or nothing. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (Object.setPrototypeOf(value, null) as Fields)
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
  const { deepest, isUnfinished } = outline(text);
  if (isUnfinished) return { unrecognized: 'truncated' };
  try {
    const fields = deepest <= mostNested ? fieldsOf(JSON.parse(text)) : undefined;
    if (fields) return { fields };
  } catch {
    // Not JSON.
  }
  return { unrecognized: 'unknown_shape' };
}

/** How deep JSON is nested, and whether it stops in the middle of a string, an object or an array. */
function outline(text: string): { deepest: number; isUnfinished: boolean } {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isInText && character === '\\') i++;
    else if (character === '"') isInText = !isInText;
    else if (!isInText && (character === '{' || character === '[')) deepest = Math.max(deepest, ++depth);
    else if (!isInText && (character === '}' || character === ']')) depth--;
  }
  return { deepest, isUnfinished: isInText || depth > 0 };
}
