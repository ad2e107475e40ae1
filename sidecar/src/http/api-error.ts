import type { FastifyError, FastifyReply } from 'fastify';

/** What a caller gets in place of an answer. `code` is for programs, `message` for the person who reads their log. */
export interface ApiError {
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly message: string;
}

export type ApiErrorCode =
  | 'invalid_request'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'headers_too_large'
  | 'request_timeout'
  | 'unauthorized'
  | 'token_needed'
  | 'origin_refused'
  | 'host_refused'
  | 'not_found'
  | 'unknown_action'
  | 'store_unavailable'
  | 'not_ready'
  | 'internal_error';

export const apiError = (status: number, code: ApiErrorCode, message: string): ApiError => ({ status, code, message });

/** Answers with it. */
export function send(reply: FastifyReply, { status, ...body }: ApiError): FastifyReply {
  return reply.code(status).send(body);
}

/** The same for a connection that the framework has given up. */
export function rawAnswer({ status, ...body }: ApiError): string {
  const text = JSON.stringify(body);
  const headers = ['content-type: application/json', `content-length: ${text.length}`, 'connection: close'];
  return `HTTP/1.1 ${status} Refused\r\n${headers.join('\r\n')}\r\n\r\n${text}`;
}

/** What the framework throws, in our words: its own may hold a path of ours, and a stack. */
export function apiErrorOf(error: unknown): ApiError {
  const { validation, message, code, statusCode } = Object(error) as Partial<FastifyError>;
  if (validation) return apiError(400, 'invalid_request', message ?? 'The body is not as the OpenAPI file says.');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return apiError(413, 'body_too_large', 'A body has at most 64 KiB.');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return apiError(415, 'unsupported_media_type', 'Send application/json (/siteverify takes forms, too).');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return apiError(400, 'invalid_request', 'The request cannot be read: its body is JSON, without __proto__.');
  return apiError(500, 'internal_error', 'A fault of the sidecar; its log has the name of the error.');
}

/** What Node.js says of a request that never got as far as a route. */
export function connectionError(code: string | undefined): ApiError {
  if (code === 'HPE_HEADER_OVERFLOW') return apiError(431, 'headers_too_large', 'Headers have at most 8 KiB.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return apiError(408, 'request_timeout', 'The request did not come in time.');
  return apiError(400, 'invalid_request', 'That is not HTTP/1.1.');
}
