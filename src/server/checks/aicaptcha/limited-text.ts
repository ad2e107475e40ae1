const MAX_BYTES = 64 * 1024;

/** The body as text, as far as it is no longer than any answer of an API: then it is an empty one. */
export async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Node.js can iterate over it; the types of browsers do not say so.
  for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
