import { hash, timingSafeEqual } from 'node:crypto';

/** Compares what a caller brings with the token, in a time that tells nothing about either. */
export function tokenCheck(token: string): (given: unknown) => boolean {
  const expected = digest(token);
  return (given) => typeof given === 'string' && timingSafeEqual(digest(given), expected);
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** The token of an `Authorization` header. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}
