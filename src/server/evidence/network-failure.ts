import type { ProbeResult } from './probe-result.js';

const dns = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'ESERVFAIL'];
const connection = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];
const handshake =
  /^(?:EPROTO|ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|ERROR_IN_CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED)/;

/**
 * Reads the error of a request that had no answer: DNS failure, refused, reset, time-out and TLS failure are `down`.
 * Everything else (no route, no descriptors, a local firewall, no HTTP) may be our own fault and is `unknown`.
 */
export function networkFailure(error: unknown): ProbeResult {
  const codes = errorCodes(error);
  const down = codes.find((code) => dns.includes(code) || connection.includes(code) || handshake.test(code));
  return down === undefined ? { answer: 'unknown', why: codes[0] ?? 'request_failed' } : { answer: 'down', why: down };
}

/** Node tries all addresses of a name and gives one error for each of them inside an AggregateError. */
function errorCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return error instanceof AggregateError ? [...error.errors.flatMap(errorCodes), ...own] : own;
}
