import { parseArgs } from 'node:util';
import { startDemo } from './server.js';

const DEFAULT_PORT = 4173;

const port = wishedPort();
if (port === undefined) {
  console.error('Usage: node demo/dist/start.js [--port 4173]   (or the environment variable PORT; 0 = any free port)');
  process.exitCode = 1;
} else {
  await run(port);
}

async function run(wish: number): Promise<void> {
  const demo = await startDemo({ port: wish });
  const { page } = demo.hosts;
  const taken = wish !== 0 && new URL(page).port !== String(wish) ? ` (port ${wish} is taken)` : '';
  console.log(`captcha-failover demo: ${page}/${taken} (plain HTML: ${page}/plain.html). Ctrl+C stops it.`);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second Ctrl+C ends the process at once, should the first not.
    process.once(signal, () => void demo.close());
  }
}

/** undefined: the wish is no port number, or the arguments are not ours. */
function wishedPort(): number | undefined {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' } } });
    const wish = Number(values.port ?? (process.env['PORT'] || DEFAULT_PORT));
    return Number.isInteger(wish) && wish >= 0 && wish <= 65535 ? wish : undefined;
  } catch {
    return undefined;
  }
}
