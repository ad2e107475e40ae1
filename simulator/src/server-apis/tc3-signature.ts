import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { headerOf, type ServerApiRequest } from './server-api.js';

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([^/]+)\/tc3_request, ?SignedHeaders=([^,]+), ?Signature=([\da-f]{64})$/;
const MAX_CLOCK_ERROR_S = 300;

/** What is wrong with a TC3-HMAC-SHA256 signature, as `Error.Code`; undefined: nothing. */
export function tc3Fault(
  request: ServerApiRequest,
  keys: { secretId: string; secretKey: string },
  now = Date.now(),
): string | undefined {
  const match = AUTHORIZATION.exec(headerOf(request, 'authorization'));
  if (!match) return 'AuthFailure.InvalidAuthorization';
  const [, secretId = '', date = '', service = '', signedHeaders = '', signature = ''] = match;
  if (secretId !== keys.secretId) return 'AuthFailure.SecretIdNotFound';
  const timestamp = Number(headerOf(request, 'x-tc-timestamp'));
  if (!(Math.abs(now / 1000 - timestamp) <= MAX_CLOCK_ERROR_S)) return 'AuthFailure.SignatureExpire';
  const isDated = new Date(timestamp * 1000).toISOString().startsWith(date);
  if (!isDated || !isServiceOf(service, request)) return 'AuthFailure.SignatureFailure';

  const names = signedHeaders.split(';');
  if (!names.includes('content-type') || !names.includes('host')) return 'AuthFailure.SignatureFailure';
  const canonicalHeaders = names.map((name) => `${name}:${signedValue(request, name)}\n`).join('');
  const canonicalRequest = [request.method, request.path, '', canonicalHeaders, signedHeaders, sha256(request.body)];
  const scope = `${date}/${service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonicalRequest.join('\n'))].join('\n');
  const key = [date, service, 'tc3_request'].reduce<Buffer | string>(hmac, `TC3${keys.secretKey}`);
  const isRight = timingSafeEqual(Buffer.from(signature, 'hex'), hmac(key, toSign));
  return isRight ? undefined : 'AuthFailure.SignatureFailure';
}

/** SDKs take the first label of the endpoint for the service: "captcha" at the vendor's, "127" here. */
function isServiceOf(service: string, request: ServerApiRequest): boolean {
  return service === 'captcha' || service === headerOf(request, 'host').split('.')[0];
}

/** Of the host, SDKs sign the name without the port. */
function signedValue(request: ServerApiRequest, name: string): string {
  const value = headerOf(request, name).trim();
  return name === 'host' ? value.replace(/:\d+$/, '') : value;
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
