import type { IncomingHttpHeaders } from 'node:http';

export interface ServerApiRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Tickets, and whatever else may be used once only. */
  used: UsedOnce;
}

export interface ServerApiAnswer {
  status?: number;
  contentType?: string;
  headers?: Record<string, string>;
  body: string;
}

/** One vendor's server API. */
export interface ServerApi {
  answer: (request: ServerApiRequest) => ServerApiAnswer;
  /** The answer to any call when the API refuses it with this code. */
  fault: (code: string) => ServerApiAnswer;
  /** The answer to any call when the API's verdict on the ticket is this code. */
  verdict: (code: string) => ServerApiAnswer;
}

export interface UsedOnce {
  /** True the first time that it is told of something. */
  isFirstUse: (what: string) => boolean;
}

const MAX_REMEMBERED = 100_000;

/** The oldest are forgotten, so that a long-lived demo stays small. */
export function createUsedOnce(limit = MAX_REMEMBERED): UsedOnce {
  const seen = new Set<string>();
  return {
    isFirstUse(what) {
      if (seen.has(what)) return false;
      seen.add(what);
      const [oldest] = seen;
      if (seen.size > limit && oldest !== undefined) seen.delete(oldest);
      return true;
    },
  };
}

export function jsonAnswer(value: unknown, status = 200): ServerApiAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

/** A header that occurs once. */
export function headerOf({ headers }: ServerApiRequest, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
