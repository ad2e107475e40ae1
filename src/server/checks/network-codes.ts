import { ownField } from './own-field.js';

/** Codes of failures before anything of the request was sent. A reset is not among them: it may follow the request. */
const NOTHING_SENT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  // The handshake failed: OpenSSL takes no data before it is through.
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'TLS_DISCONNECTED',
  'TLS_CERTIFICATE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
]);

/** Codes that mean "the connection is gone" under other names. */
const RESET = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_STREAM_PREMATURE_CLOSE']);
const OTHER_CODES = /^(?:E[A-Z]+|EAI_[A-Z]+|ERR_(?:SSL|TLS)_\w+|UND_ERR_\w+)$/;
/** The connection failed and nobody says how. */
const NAMELESS = 'NETWORK';

const TLS_DISCONNECTED = /before secure TLS connection was established/;
/** Tencent's SDK keeps nothing of its HTTP client's error but this message; the reason is that of Node.js or OpenSSL. */
const CLIENT_MESSAGE = /^request to \S+ failed, reason: ([^]*)$/;
const SYSTEM_CALL = /^(?:connect|getaddrinfo|read|write|bind|query[A-Z]\w*) (E[A-Z_]+)\b/;

const MAX_CAUSES = 4;

/** The code of a failed connection, from what a client threw; undefined when that was something else. */
export function networkCode(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause !== undefined && depth < MAX_CAUSES; depth += 1) {
    const code = codeOf(cause);
    if (code) return code;
    cause = ownField(cause, 'cause');
  }
  return undefined;
}

/** True when a call that failed with this code may be made once more with the same ticket. */
export function isNothingSent(code: string): boolean {
  return NOTHING_SENT.has(code);
}

function codeOf(error: unknown): string | undefined {
  const message = ownField(error, 'message');
  const text = typeof message === 'string' ? message : '';
  // First: its code is that of an ordinary reset.
  if (TLS_DISCONNECTED.test(text)) return 'TLS_DISCONNECTED';
  const code = ownField(error, 'code');
  if (typeof code === 'string') {
    if (RESET.has(code)) return 'ECONNRESET';
    if (NOTHING_SENT.has(code) || OTHER_CODES.test(code)) return code;
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
