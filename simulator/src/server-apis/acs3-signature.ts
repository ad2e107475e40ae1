import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { headerOf, type ServerApiRequest } from './server-api.js';

const AUTHORIZATION = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([\da-f]{64})$/;
const MAX_CLOCK_ERROR_MS = 15 * 60_000;

/** What is wrong with an ACS3-HMAC-SHA256 signature, as `Code`; undefined: nothing. */
export function acs3Fault(
  request: ServerApiRequest,
  keys: { accessKeyId: string; accessKeySecret: string },
  now = Date.now(),
): string | undefined {
  const match = AUTHORIZATION.exec(headerOf(request, 'authorization'));
  if (!match) return 'IncompleteSignature';
  const [, accessKeyId = '', signedHeaders = '', signature = ''] = match;
  if (accessKeyId !== keys.accessKeyId) return 'InvalidAccessKeyId.NotFound';
  const age = Math.abs(now - Date.parse(headerOf(request, 'x-acs-date')));
  if (!(age <= MAX_CLOCK_ERROR_MS)) return 'InvalidTimeStamp.Expired';
  if (headerOf(request, 'x-acs-content-sha256') !== sha256(request.body)) return 'SignatureDoesNotMatch';

  const names = signedHeaders.split(';');
  const mustBeSigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-acs-'))];
  if (!mustBeSigned.every((name) => names.includes(name))) return 'IncompleteSignature';
  const canonicalHeaders = names.map((name) => `${name}:${headerOf(request, name).trim()}\n`).join('');
  const canonicalRequest = [request.method, request.path, '', canonicalHeaders, signedHeaders, sha256(request.body)];
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonicalRequest.join('\n'))}`;
  const right = createHmac('sha256', keys.accessKeySecret).update(toSign).digest();
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), right)) return 'SignatureDoesNotMatch';
  // Last, so that nobody without the key can use a nonce up.
  const isFresh = request.used.isFirstUse(`nonce ${headerOf(request, 'x-acs-signature-nonce')}`);
  return isFresh ? undefined : 'SignatureNonceUsed';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
