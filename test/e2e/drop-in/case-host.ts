import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';

/** The host of the pages: each page under a path of its own, and the scripts that they load. */
export interface CaseHost {
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Gives a page its path. */
  put(html: string): string;
}

const HTML = 'text/html; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';
export const DROP_IN = '/captcha-failover.drop-in.min.js';

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve('test/e2e/drop-in/page', file)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

export async function createCaseHost(): Promise<CaseHost> {
  const scripts: Partial<Record<string, string>> = {
    [DROP_IN]: await readFile(`dist${DROP_IN}`, 'utf8'),
    '/jquery-1.12.js': await readFile('node_modules/jquery/dist/jquery.min.js', 'utf8'),
    '/probe.js': await bundle('probe.ts'),
    '/stage.js': await bundle('stage.ts'),
  };
  const pages = new Map<string, string>();
  let count = 0;

  const send = (response: ServerResponse, type: string, body: string, cache: string) => {
    response.writeHead(200, { 'content-type': type, 'cache-control': cache }).end(body);
  };

  return {
    put(html) {
      const path = `/case/${++count}`;
      pages.set(path, html);
      return path;
    },
    answer(request, response) {
      const { pathname } = new URL(request.url ?? '/', 'http://page.invalid');
      const page = pages.get(pathname);
      const script = scripts[pathname];
      if (page !== undefined) send(response, HTML, page, 'no-store');
      else if (script !== undefined) send(response, JAVASCRIPT, script, 'max-age=600');
      else if (pathname === '/stage') send(response, HTML, STAGE, 'no-store');
      else return false;
      return true;
    },
  };
}

const STAGE = `<!doctype html><meta charset="utf-8"><title>Stage</title>
<style>body { margin: 0 } iframe { width: 420px; height: 480px; border: 0 }</style><body><script src="/stage.js"></script>`;
