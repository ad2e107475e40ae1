import type { Incident } from 'captcha-failover/server';

export type LogFields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Writes one line of JSON for each event. What is handed over has no ticket, token, secret or address in it. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, fields?: LogFields) => void;

/** What may wait for a reader of the log, in bytes: one that is stuck must not fill the memory. */
const mostWaiting = 1_000_000;
let dropped = 0;

export const logToStdout: Log = (level, event, fields) => {
  if (process.stdout.writableLength > mostWaiting) {
    dropped += 1;
    return;
  }
  const lost = dropped > 0 ? { lostLines: dropped } : {};
  dropped = 0;
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields, ...lost })}\n`);
};

/** Resolves when everything is written, or after a second: the reader may be gone. */
export function flushLog(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1000).unref();
    process.stdout.write('', () => resolve());
  });
}

/** Incidents that a person need not act upon. */
const harmless: readonly Incident['kind'][] = ['state_changed', 'declared'];

/** Incidents of the library have no secret and no user's data: they are logged as they are. */
export function logIncident(log: Log, { kind, at, ...fields }: Incident): void {
  log(harmless.includes(kind) ? 'info' : 'warn', kind, { ...fields, at: new Date(at).toISOString() });
}

/** An error's name or code: the text of a foreign error may hold anything. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
