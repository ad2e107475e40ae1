import { readFileSync } from 'node:fs';
import type { Page, Route } from '@playwright/test';
import type { VendorFaults } from 'captcha-failover-simulator';
import { routeVendors } from 'captcha-failover-simulator/playwright';
import { readPostedProof } from '../../../src/server/posted-proof.js';
import { test as base } from '../harness.js';

/** What the page posted to its server, and what the server half reads in it. */
export interface Post {
  readonly path: string;
  readonly fields: Record<string, unknown>;
  /** The proof in it, in the field `proof` or `captcha-proof`. */
  readonly posted: unknown;
  readonly proof: 'challenge' | 'recovery' | 'malformed' | 'fake';
}

/**
 * A web site at its own address, whose pages are snippets as they are written: with the vendors' real addresses, behind
 * which the simulator answers.
 */
export interface Shop {
  readonly posts: readonly Post[];
  /** Requests to hosts that are neither the shop nor a vendor. */
  readonly strays: readonly string[];
  /** Uncaught errors of the page. */
  readonly errors: readonly string[];
  /** Console messages of type error. */
  readonly complaints: readonly string[];
  /** What the vendors do from the next load of their entry scripts on. */
  suppose(faults: Partial<VendorFaults>): void;
  /** What the shop's server says to a GET of this path, or makes of a POST. */
  serve(path: string, answer: string | ((body: string) => string), type?: string): void;
  open(html: string, headers?: Record<string, string>): Promise<void>;
  /** Opens a page whose markup is this and whose module script is that, with the package in its import map. */
  openModule(body: string, code: string, headers?: Record<string, string>): Promise<void>;
}

const origin = 'https://shop.example';
const html = 'text/html; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';

/** What `import` finds in a shop that has installed the package. */
const importMap = {
  imports: {
    'captcha-failover': '/dist/index.js',
    'captcha-failover/messages': '/dist/messages/index.js',
    'captcha-failover/recovery-ticket': '/dist/recovery-ticket.js',
    'captcha-failover/testing': '/dist/testing/index.js',
    react: '/react.js',
    'react/jsx-runtime': '/react.js',
  },
};

interface Resource {
  type: string;
  headers?: Record<string, string>;
  body: string | ((posted: string) => string);
}

export const test = base.extend<{ shop: Shop }>({
  shop: async ({ page, simulator }, use) => {
    const posts: Post[] = [];
    const strays: string[] = [];
    const errors: string[] = [];
    const complaints: string[] = [];
    const resources = new Map<string, Resource>();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));

    const answerOwn = async (route: Route, path: string) => {
      const request = route.request();
      const resource = resources.get(path);
      if (resource) {
        const { type, headers, body } = resource;
        const text = typeof body === 'string' ? body : body(request.postData() ?? '');
        await route.fulfill({
          contentType: type,
          body: text,
          ...(headers && { headers: { ...headers, 'content-type': type } }),
        });
      } else if (request.method() === 'POST') {
        const fields = fieldsOf(request.postData() ?? '', request.headers()['content-type'] ?? '');
        const { proof: own, 'captcha-proof': text } = fields;
        const posted: unknown = own ?? (typeof text === 'string' ? JSON.parse(text) : undefined);
        const proof = readPostedProof(posted);
        posts.push({ path, fields, posted, proof: typeof proof === 'string' ? proof : proof.kind });
        await route.fulfill({ contentType: html, body: '<h1>Signed in</h1>' });
      } else if (/^\/dist\/[\w./-]+\.js$/.test(path))
        await route.fulfill({ contentType: javascript, body: readFileSync(`.${path}`) });
      else await route.fulfill({ status: 404, contentType: html, body: 'Not found' });
    };

    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      try {
        if (url.origin === origin) await answerOwn(route, url.pathname);
        else {
          strays.push(url.href);
          await route.abort();
        }
      } catch {
        // The page went while its request was under way.
        await route.abort().catch(() => {});
      }
    });

    const shop: Shop = {
      posts,
      strays,
      errors,
      complaints,
      suppose(faults) {
        // The browser is told of routes before anything that a test asks of it later.
        void routeVendors(page, simulator, faults);
      },
      serve(path, body, type = 'text/plain; charset=utf-8') {
        resources.set(path, { type, body });
      },
      async open(body, headers) {
        const head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head>';
        resources.set('/', { type: html, body: `${head}<body>${body}</body></html>`, ...(headers && { headers }) });
        await page.goto(`${origin}/`);
      },
      async openModule(body, code, headers) {
        shop.serve('/snippet.js', code, javascript);
        const map = `<script type="importmap">${JSON.stringify(importMap)}</script>`;
        await shop.open(`${map}${body}<script type="module" src="/snippet.js"></script>`, headers);
      },
    };
    shop.suppose({});
    await use(shop);
  },
});

function fieldsOf(body: string, type: string): Record<string, unknown> {
  if (type.includes('json')) return JSON.parse(body) as Record<string, unknown>;
  const fields: Record<string, unknown> = Object.fromEntries(new URLSearchParams(body));
  const { proof } = fields;
  return typeof proof === 'string' ? { ...fields, proof: JSON.parse(proof) as unknown } : fields;
}

/** What a snippet's module exports, in a page that `openModule` opened. */
export const exportOf = <T>(page: Page, name: string): Promise<T> =>
  page.evaluate(async (key) => {
    const address = '/snippet.js';
    const module = (await import(address)) as Record<string, unknown>;
    return JSON.parse(JSON.stringify(module[key])) as never;
  }, name);
