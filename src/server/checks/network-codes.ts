import { ownField } from './own-field.js';

/** A TLS handshake that failed, by Node.js or OpenSSL. */
const HANDSHAKE =
  /^(?:EPROTO|TLS_\w+|ERR_(?:TLS|SSL)_\w+|(?:CERT|CRL|UNABLE_TO|ERROR_IN_CERT)_\w+|SELF_SIGNED_CERT\w*|DEPTH_ZERO_SELF_SIGNED_CERT|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/;
/** Codes that mean "the connection is gone" under other names. */
const RESET = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_STREAM_PREMATURE_CLOSE']);
const TIMED_OUT = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const OTHER_CODES = /^(?:E[A-Z]+|EAI_[A-Z]+|UND_ERR_\w+)$/;
/** The connection failed and nobody says how. */
const NAMELESS = 'NETWORK';

const TLS_DISCONNECTED = /before secure TLS connection was established/;
/** Tencent's SDK keeps nothing of its HTTP client's error but this message; the reason is that of Node.js or OpenSSL. */
const CLIENT_MESSAGE = /^request to \S+ failed, reason: ([^]*)$/;
const SYSTEM_CALL = /^(?:connect|getaddrinfo|read|write|bind|query[A-Z]\w*) (E[A-Z_]+)\b/;

const MAX_CAUSES = 4;

/**
 * True for what shows that the vendor is down: refused, reset, a failed handshake, a time-out, a name that is not
 * known. The list is closed: whatever else keeps a request from its answer (no route, no descriptor, a look-up that
 * failed, a firewall of this machine) may be our own fault, and strangers can bring some of it about.
 */
export function isVendorDown(code: string): boolean {
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || RESET.has(code) || isTimeout(code) || HANDSHAKE.test(code);
}

/** True when nothing but time tells: then this process may be what was slow. */
export function isTimeout(code: string): boolean {
  return code === 'timeout' || TIMED_OUT.has(code);
}

/**
 * True when a call that failed with this code may be made once more with the same ticket, since nothing of it was sent.
 * A reset is not among them: it may follow the request. OpenSSL takes no data before the handshake is through.
 */
export function isNothingSent(code: string): boolean {
  return ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'].includes(code) || HANDSHAKE.test(code);
}

/**
 * The code of a failed connection, from what a client threw; undefined when that was something else. Node.js tries all
 * addresses of a name, and gives an error for each: one that tells of the vendor goes first.
 */
export function networkCode(error: unknown): string | undefined {
  const codes: string[] = [];
  for (let cause = error, depth = 0; cause !== undefined && depth < MAX_CAUSES; depth += 1) {
    const attempts = ownField(cause, 'errors');
    for (const one of Array.isArray(attempts) ? [...(attempts as unknown[]), cause] : [cause]) {
      const code = codeOf(one);
      if (code) codes.push(code);
    }
    cause = ownField(cause, 'cause');
  }
  return codes.find(isVendorDown) ?? codes[0];
}

function codeOf(error: unknown): string | undefined {
  const message = ownField(error, 'message');
  const text = typeof message === 'string' ? message : '';
  // First: its code is that of an ordinary reset.
  if (TLS_DISCONNECTED.test(text)) return 'TLS_DISCONNECTED';
  const code = ownField(error, 'code');
  if (typeof code === 'string') {
    if (RESET.has(code)) return 'ECONNRESET';
    if (HANDSHAKE.test(code) || OTHER_CODES.test(code)) return code;
  }
  const reason = CLIENT_MESSAGE.exec(text)?.[1];
  return reason === undefined ? undefined : codeInReason(reason);
}

function codeInReason(reason: string): string {
  const code = SYSTEM_CALL.exec(reason)?.[1];
  if (code) return RESET.has(code) ? 'ECONNRESET' : code;
  if (reason === 'socket hang up') return 'ECONNRESET';
  return /\bcertificate\b/.test(reason) ? 'TLS_CERTIFICATE' : NAMELESS;
}
