import type { IncomingMessage } from 'node:http';

/** The body as text; undefined when it is longer than `limit` bytes. Rejects when the client goes away. */
export async function requestBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<unknown>) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // Read to the end all the same: an answer to a half-read request may be lost in a reset.
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
