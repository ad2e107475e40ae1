import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { ask, type Asking } from './harness.js';

const cli = resolve('sidecar/dist/cli.js');

/** A folder that goes with the test. */
export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'captcha-sidecar-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeConfig(folder: string, config: object): string {
  const file = join(folder, 'captcha.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Runs the built command to its end. */
export async function run(...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

export interface SidecarProcess {
  readonly url: string;
  readonly log: readonly Record<string, unknown>[];
  ask(path: string, asking?: Asking): ReturnType<typeof ask>;
  /** As a crash does. */
  kill(): Promise<void>;
  /** As an orderly end does; gives the exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts the built command, and waits until it listens.
 *
 * @param readsLog `false`: nobody reads its log from then on
 */
export async function startProcess(configFile: string, { readsLog = true } = {}): Promise<SidecarProcess> {
  const child = spawn(process.execPath, [cli, '--config', configFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const log: Record<string, unknown>[] = [];
  const url = await new Promise<string>((listening, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      log.push(entry);
      if (entry['event'] !== 'listening') return;
      if (!readsLog) child.stdout.removeAllListeners('data').pause();
      listening(String(entry['url']));
    });
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)));
  });
  return {
    url,
    log,
    ask: (path, asking) => ask(url, path, asking),
    kill: async () => {
      await ended(child, 'SIGKILL');
    },
    stop: () => ended(child, 'SIGTERM'),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}
