import { build } from 'esbuild';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import type { RequestLog } from 'captcha-failover-simulator';
import type { RowPage } from './row.js';

/** The host of the rows' pages: the stage, a page for each row, and what those pages load. */
export interface RowHost {
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Gives a page its path, before it is known what stands in it. */
  reserve(): string;
  put(path: string, page: RowPage): void;
}

/** How long a page's own slow script takes. */
const LATE_MS = 3000;
const LIBRARY = resolve('src/index.ts');
const HTML = 'text/html; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** The page's side of the rows as one script, and the library beside it as a bundler would make it. */
async function bundles(): Promise<Record<string, string>> {
  const entry = (file: string) => resolve('test/e2e/scenarios/page', file);
  const bundle = async (file: string, format: 'esm' | 'iife') => {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      format,
      target: 'es2022',
      plugins: [
        {
          name: 'library',
          setup: ({ onResolve }) =>
            onResolve({ filter: /\/src\/index\.js$/ }, ({ path, resolveDir }) =>
              resolve(resolveDir, path).replace(/\.js$/, '.ts') === LIBRARY
                ? { path: '/dist/bundled.js', external: true }
                : undefined,
            ),
        },
      ],
    });
    return outputFiles[0]?.text ?? '';
  };
  return {
    '/dist/bundled.js': await bundle(resolve('dist/index.js'), 'esm'),
    '/runner.js': await bundle(entry('runner.ts'), 'esm'),
    '/stage.js': await bundle(entry('stage.ts'), 'iife'),
    '/recorder.js': await bundle(entry('recorder.ts'), 'iife'),
    // A page's own script, by the name that Tencent's script looks for.
    '/js/captcha.js': 'window.ownScript = true;',
  };
}

export async function createRowHost(log: () => readonly RequestLog[]): Promise<RowHost> {
  const scripts = await bundles();
  const pages = new Map<string, RowPage>();
  let count = 0;

  // Not `no-store`: such a page does not go into the back/forward cache.
  const send = (response: ServerResponse, type: string, body: string, headers: Record<string, string> = {}) => {
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', ...headers }).end(body);
  };

  return {
    reserve: () => `/row/${++count}`,
    put: (path, page) => void pages.set(path, page),
    answer(request, response) {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page.invalid');
      const page = pages.get(pathname);
      const script = scripts[pathname];
      if (page) send(response, HTML, documentOf(page), page.headers);
      else if (script !== undefined) send(response, JAVASCRIPT, script, { 'cache-control': 'max-age=600' });
      else if (pathname === '/late.js') setTimeout(() => send(response, JAVASCRIPT, ''), LATE_MS);
      else if (pathname === '/stage') send(response, HTML, STAGE);
      else if (pathname === '/row-log') {
        const [run, place] = [searchParams.get('run'), searchParams.get('place')];
        send(response, 'text/plain', String(log().filter((each) => each.run === run && each.place === place).length), {
          'access-control-allow-origin': '*',
        });
      } else return pathname.startsWith('/hanging/');
      return true;
    },
  };
}

const STAGE = `<!doctype html><meta charset="utf-8"><title>Stage</title>
<style>body { margin: 0 } iframe { width: 420px; height: 490px; border: 0 }</style><body><script src="/stage.js"></script>`;

function documentOf({ head = '', body = '', nonce }: RowPage): string {
  const attribute = nonce ? ` nonce="${nonce}"` : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Row</title>
<script${attribute} src="/recorder.js"></script>${head}</head>
<body><h1>Row</h1><div id="box"></div>${body}<script type="module"${attribute} src="/runner.js"></script></body></html>`;
}
