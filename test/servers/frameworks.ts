import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundle, formsForNext, recipe, recipes, writeFiles } from './recipes.js';

/** Where the recipes stand that belong together. */
export type Framework = 'express' | 'fastify' | 'next' | 'fetch';

const secrets = {
  TENCENT_APP_SECRET: 'app-secret',
  TENCENT_ID: 'id',
  TENCENT_KEY: 'key',
  ALIYUN_ID: 'id',
  ALIYUN_SECRET: 'secret',
  CAPTCHA_KEY: 'a key that has more than thirty-two bytes',
  SESSION_SECRET: 'a secret that has more than thirty-two bytes',
};

/** What a reader writes beside the recipe: the start of the server. */
const starts = {
  express: `
    import { app } from './express.js';
    const server = app.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port));`,
  fastify: `
    import { app } from './fastify.js';
    await app.listen({ port: 0, host: '127.0.0.1' });
    console.log('port ' + app.server.address().port);`,
  // The platform gives the address beside the request: here that of a proxy that has told it in a header of its own.
  fetch: `
    import { createServer } from 'node:http';
    import { Readable } from 'node:stream';
    import { handle } from './handler.js';
    const server = createServer(async (incoming, outgoing) => {
      const { method, url, headers } = incoming;
      const body = method === 'POST' ? Readable.toWeb(incoming) : undefined;
      const request = new Request('https://shop.example' + url, { method, headers, body, duplex: 'half' });
      const response = await handle(request, { remoteIp: String(headers['x-real-ip']) });
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
    server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port));`,
} as const;

/** Pages for the server action, as a reader has them; without script the browser posts the form to the page. */
const page = {
  'app/layout.tsx': `export default ({ children }: { children: React.ReactNode }) => <html><body>{children}</body></html>;`,
  'app/page.tsx': `import { Form } from './form'; export default () => <Form />;`,
  'app/form.tsx': `'use client';
    import { useActionState } from 'react';
    import { logIn } from './log-in';
    export function Form() {
      const [state, action] = useActionState(logIn, null);
      return <form action={action}><output>{JSON.stringify(state)}</output></form>;
    }`,
  'app/sign-in/page.tsx': `import { SignInForm } from './form'; export default () => <SignInForm />;`,
};

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };

/** Makes the app of a recipe; gives the command that starts it. */
async function install(framework: Framework): Promise<readonly string[]> {
  if (framework === 'next') return installNext();
  const file = framework === 'fetch' ? 'handler.ts' : `${framework}.ts`;
  const files = { 'captcha.ts': recipe('captcha.ts'), [file]: recipe(file), 'start.ts': starts[framework] };
  const root = writeFiles(framework, files);
  await bundle(`${root}/start.ts`, `${root}/start.mjs`);
  return ['start.mjs'];
}

async function installNext(): Promise<readonly string[]> {
  const own = recipes.filter(({ file }) => file.startsWith('app/') || file.startsWith('next.'));
  const root = writeFiles('next', {
    ...Object.fromEntries([...own, ...formsForNext].map(({ file, code }) => [file, code])),
    ...page,
    'app/captcha.ts': recipe('captcha.ts'),
    'package.json': '{ "private": true, "type": "module" }',
    // Next.js adds what it needs.
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "skipLibCheck": true }, "exclude": ["node_modules"] }',
    // As an app finds an installed package, but for its server half.
    'node_modules/captcha-failover/package.json': JSON.stringify({
      ...manifest,
      exports: { ...manifest.exports, './server': { types: './server.d.ts', default: './server.js' } },
    }),
    'node_modules/captcha-failover/server.d.ts': `export * from '${resolve('src/server/index.js')}';`,
  });
  await bundle(resolve('test/servers/local-vendors.ts'), `${root}/node_modules/captcha-failover/server.js`);
  cpSync('dist', `${root}/node_modules/captcha-failover/dist`, { recursive: true });
  const next = resolve('test/servers/node_modules/next/dist/bin/next');
  execFileSync(process.execPath, [next, 'build'], { cwd: root, env: environment, stdio: 'pipe' });
  return [next, 'start', '--hostname', '127.0.0.1', '--port', '0'];
}

export interface RunningServer {
  readonly origin: string;
  /** What it wrote to its standard error. */
  readonly errors: string;
  stop(): Promise<void>;
}

/** Made once for all its processes. */
const installed = new Map<Framework, Promise<readonly string[]>>();

export async function startServer(framework: Framework, env: Readonly<Record<string, string>>): Promise<RunningServer> {
  const command = installed.get(framework) ?? install(framework);
  installed.set(framework, command);
  const cwd = resolve('test/servers/dist', framework);
  const child = spawn(process.execPath, await command, { cwd, env: { ...environment, ...secrets, ...env } });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    origin: `http://127.0.0.1:${await Promise.race([portOf(child), died(child, () => errors)])}`,
    get errors() {
      return errors;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      // Next.js says its address before it listens, and then that it is ready.
      const [, port] = /(?:port |127\.0\.0\.1:)(\d+)[^]*?(?:\n|Ready)/.exec(said) ?? [];
      if (port !== undefined) resolve(port);
    });
  });
}

async function died(child: ChildProcess, errors: () => string): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The server ended by itself with ${code}: ${errors()}`);
}
