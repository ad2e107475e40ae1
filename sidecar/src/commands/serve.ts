import type { Config } from '../config/config.js';
import { flushLog, logToStdout, nameOf } from '../log.js';
import { startService } from '../service.js';

/** Runs the service until a signal ends it, and then ends the process. */
export async function serve(config: Config): Promise<never> {
  const log = logToStdout;
  // Whoever read the log may be gone; people still want to log in.
  process.stdout.on('error', () => undefined);
  process.once('uncaughtException', (error) => {
    log('error', 'crashed', { detail: nameOf(error) });
    process.exit(1);
  });
  const signaled = new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve);
  });
  const service = await startService(config, log);
  log('info', 'listening', { url: service.url, store: config.store.kind, token: config.token !== undefined });
  const signal = await signaled;
  log('info', 'stopping', { signal });
  await service.stop();
  log('info', 'stopped');
  await flushLog();
  process.exit(0);
}
