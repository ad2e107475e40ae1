import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** What the demo serves, by extension; a file of any other kind (the demo's own sources) is not there. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.sri': 'text/plain; charset=utf-8',
  // The components whose source is shown on their pages.
  '.tsx': 'text/plain; charset=utf-8',
  '.vue': 'text/plain; charset=utf-8',
};

export interface StaticFile {
  type: string;
  body: Buffer;
}

/** A file below `folder` by its still encoded URL path ("a/b.js"); undefined when there is none, or it is elsewhere. */
export async function staticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const path = decoded(urlPath);
  const type = path === undefined ? undefined : TYPES[extname(path)];
  if (path === undefined || type === undefined || path.includes('\0')) return undefined;
  const file = resolve(folder, path);
  if (!file.startsWith(resolve(folder) + sep)) return undefined;
  try {
    return { type, body: await readFile(file) };
  } catch {
    return undefined;
  }
}

function decoded(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
}
