import type { ServerResponse } from 'node:http';
import type { VendorAnswer } from './vendor-handler.js';

/** Headers without which a page could not see a cross-origin answer or its timing. */
export const VENDOR_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
  'timing-allow-origin': '*',
  'cache-control': 'no-store',
};

export function sendWhole(response: ServerResponse, answer: VendorAnswer): void {
  response.writeHead(answer.status ?? 200, headersOf(answer)).end(answer.body);
}

export function headersOf(answer: VendorAnswer): Record<string, string | number> {
  return { ...headersWithoutLength(answer), 'content-length': Buffer.byteLength(answer.body) };
}

export function headersWithoutLength({ headers }: VendorAnswer): Record<string, string> {
  const all: Record<string, string> = { ...VENDOR_HEADERS };
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = value;
  return all;
}

/** The answer under other headers or another body: `content-length` is always that of the body. */
export function withHeaders(answer: VendorAnswer, headers: Record<string, string>): VendorAnswer {
  return { ...answer, headers: { ...headersWithoutLength(answer), ...headers } };
}
