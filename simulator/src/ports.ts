import { createServer, type Server } from 'node:http';

const LOOPBACK = '127.0.0.1';

/** Ports above 1023 that browsers refuse to open by themselves. */
const REFUSED_BY_BROWSERS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/**
 * Listens on the wished port, on any other if that one is taken or of no use to a browser. Resolves with the origin.
 *
 * @param address to listen on; of one that stands for all addresses of the machine the origin is the loopback's
 */
export async function listen(server: Server, wish: number, address = LOOPBACK): Promise<string> {
  const usable = wish > 0 && wish < 65536 && !REFUSED_BY_BROWSERS.has(wish);
  try {
    await listenOn(server, usable ? wish : 0, address);
  } catch (error) {
    if (!usable || !isUnavailable(error)) throw error;
    await listenOn(server, 0, address);
  }
  return originOf(server);
}

/**
 * The origin of a port that was open and is closed again: below those that a system hands out by itself, or the next
 * server that asks for any port would get it.
 */
export async function refusedOrigin(): Promise<string> {
  const server = createServer();
  const origin = await listen(server, 20_000 + Math.floor(Math.random() * 10_000));
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

function listenOn(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function originOf(server: Server): string {
  const bound = server.address();
  if (typeof bound !== 'object' || bound === null) throw new Error('The server listens on no port');
  const isAny = bound.address === '0.0.0.0' || bound.address === '::';
  const name = isAny ? LOOPBACK : bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${name}:${bound.port}`;
}

function isUnavailable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRINUSE' || code === 'EACCES';
}
