import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Stands in a page where its header goes. */
const PLACE = '<!-- site header -->';

/** A page with the header that all pages of the demo share, and in it the link to this page marked. */
export async function withSiteHeader(root: string, path: string, page: string): Promise<string> {
  if (!page.includes(PLACE)) return page;
  const link = `href="${path === '/index.html' ? '/' : path}"`;
  const header = await readFile(join(root, 'demo/site-header.html'), 'utf8');
  return page.replace(PLACE, () => header.replace(link, `${link} aria-current="page"`));
}
