// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readPageToken } from '../../../../src/server/tokens/page-token.js';
import { signingKeys, type SigningSecret } from '../../../../src/server/tokens/signing-keys.js';
import { readVectors } from './vectors.js';

interface Vectors {
  keys: SigningSecret[];
  cases: {
    name: string;
    token: string;
    request: { action: string; session: string; remoteIp: string; now: number };
    answer: { valid: boolean; reason?: string };
  }[];
}
const vectors = readVectors('page-token') as Vectors;
const keys = signingKeys(vectors.keys);

describe('vectors/page-token.json', () => {
  it.each(vectors.cases)('$name', ({ token, request: { action, session, now }, answer }) => {
    const read = readPageToken(token, { action, session }, keys, now);
    expect(read.valid ? { valid: true, ...read.token } : { valid: false, reason: read.reason }).toEqual(answer);
  });

  it('has a case for every reason', () => {
    const reasons = new Set(vectors.cases.map(({ answer }) => answer.reason));
    const all = ['page_token_missing', 'page_token_invalid', 'page_token_expired', 'page_token_too_new', undefined];
    expect([...reasons].sort()).toEqual(all.sort());
  });
});
