import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const KEY = randomBytes(32);
const MAC_BYTES = 16;

/**
 * JSON that only this process can have made, as letters, digits, "-" and "_": a ticket carries all that the server API
 * must know of it, so that nobody has to remember tickets that are never sent. `bytes`: at least so many of JSON.
 */
export function seal(value: object, bytes = 0): string {
  const text = Buffer.from(JSON.stringify(value).padEnd(bytes));
  return Buffer.concat([macOf(text), text]).toString('base64url');
}

/** What was sealed; undefined for anything else. */
export function unseal(sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  const text = bytes.subarray(MAC_BYTES);
  if (bytes.length <= MAC_BYTES || !timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(text))) return undefined;
  return JSON.parse(text.toString());
}

/** Makes two tickets of the same moment two tickets. */
export function uniqueMark(): string {
  return randomBytes(6).toString('base64url');
}

function macOf(text: Buffer): Buffer {
  return createHmac('sha256', KEY).update(text).digest().subarray(0, MAC_BYTES);
}
