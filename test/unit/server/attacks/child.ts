import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import type { Incident, WatchedEvidence, Verdict } from '../../../../src/server/index.js';

/** What the server is told at its start. */
export interface ServerSetUp {
  api: string;
  script: string;
  redisPort?: number;
  /** That of the memory store. */
  file?: string;
  clockOffsetMs?: number;
  /** See `loseEgress`. */
  egressHole?: number;
  watch?: boolean;
  references?: readonly string[];
}

export type Ask =
  | { what: 'state' | 'ready' | 'prove' | 'incidents' | 'hang_lookups' }
  | { what: 'egress_hole'; port: number }
  | { what: 'real'; ticket: string }
  | { what: 'flood'; count: number }
  | { what: 'clock'; offsetMs: number }
  | { what: 'block'; forMs: number; everyMs: number };

export interface ServerUnderAttack {
  /** Of its Express app, on loopback. */
  readonly port: number;
  state(): Promise<WatchedEvidence>;
  /** When its canaries have answered for the first time, or after 5 s. */
  ready(): Promise<void>;
  /** Posts a recovery proof that anybody could have made. */
  prove(): Promise<Verdict>;
  real(ticket: string): Promise<Verdict>;
  /** Posts so many forged tickets that look like real ones, at once; gives what became of each. */
  flood(count: number): Promise<string[]>;
  setClock(offsetMs: number): Promise<void>;
  blockLoop(forMs: number, everyMs: number): Promise<void>;
  hangLookups(): Promise<void>;
  /** From now on its connections to the vendor end at this port, where nobody answers. */
  loseEgress(port: number): Promise<void>;
  incidents(): Promise<Incident[]>;
  /** As a crash does. */
  kill(): Promise<void>;
}

let bundled: Promise<string> | undefined;

function bundle(): Promise<string> {
  const outfile = `test-results/attacks/server-process-${process.pid}.mjs`;
  bundled ??= build({
    entryPoints: ['test/unit/server/attacks/server-process.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  }).then(() => outfile);
  return bundled;
}

/** @param launch how the process is begun, when not by `node` alone: `['bash', '-c', 'ulimit -n 100; exec "$@"', '--']` */
export async function startServer(
  setUp: ServerSetUp,
  launch: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<ServerUnderAttack> {
  const program = await bundle();
  const options: ForkOptions = {
    env: { ...withoutProxies(process.env), ...env, SERVER_UNDER_ATTACK: JSON.stringify(setUp) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
  };
  const [command, ...args] = launch;
  const child =
    command === undefined
      ? fork(program, options)
      : fork(program, { ...options, execPath: command, execArgv: [...args, process.execPath] });
  const waiting = new Map<number, (said: unknown) => void>();
  let serial = 0;
  child.on('message', ({ id, said }: { id: number; said: unknown }) => {
    waiting.get(id)?.(said);
    waiting.delete(id);
  });
  const heard = <T>(id: number) => new Promise<T>((resolve) => waiting.set(id, resolve as (said: unknown) => void));
  const ask = <T>(what: Ask): Promise<T> => {
    serial += 1;
    child.send({ id: serial, ...what });
    return heard<T>(serial);
  };
  const port = await Promise.race([heard<number>(0), died(child)]);
  return {
    port,
    state: () => ask({ what: 'state' }),
    ready: () => ask({ what: 'ready' }),
    prove: () => ask({ what: 'prove' }),
    real: (ticket) => ask({ what: 'real', ticket }),
    flood: (count) => ask({ what: 'flood', count }),
    setClock: (offsetMs) => ask({ what: 'clock', offsetMs }),
    blockLoop: (forMs, everyMs) => ask({ what: 'block', forMs, everyMs }),
    hangLookups: () => ask({ what: 'hang_lookups' }),
    loseEgress: (port) => ask({ what: 'egress_hole', port }),
    incidents: () => ask({ what: 'incidents' }),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function died(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The server ended by itself with ${code}`);
}

/** Tencent's SDK would ask a proxy for a loopback address, too. */
function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^https?_proxy$/i.test(name)));
}

/**
 * Posts a recovery proof a second for so long, or until an outage is seen; gives the ms that took, and the proofs that
 * were let in.
 */
export async function proveUntilOutage(
  server: ServerUnderAttack,
  limitMs: number,
): Promise<{ outageAfterMs: number | undefined; accepted: number }> {
  const started = performance.now();
  let accepted = 0;
  while (performance.now() - started < limitMs) {
    if ((await server.prove()).accepted) accepted += 1;
    if ((await server.state()).state === 'outage') return { outageAfterMs: performance.now() - started, accepted };
    await pause(500);
  }
  return { outageAfterMs: undefined, accepted };
}

/** Whether the server sees that state before so many ms have passed. */
export async function stateWithin(
  server: ServerUnderAttack,
  wanted: WatchedEvidence['state'],
  limitMs: number,
): Promise<boolean> {
  const started = performance.now();
  while (performance.now() - started < limitMs) {
    if ((await server.state()).state === wanted) return true;
    await pause(250);
  }
  return false;
}
