import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { address, answersOf, codeUnder, languages, letIn, visitorOfPrograms as visitor } from './client-programs.js';
import {
  ask,
  bearer,
  configFor,
  forgedProof,
  recoveryProof,
  simulatorForTest,
  solvedProof,
  TOKEN,
  until,
  untilAllUp,
} from './harness.js';
import { folderForTest, writeConfig } from './process.js';

/** The tarball of a package of this repository. */
function pack(cwd: string, folder: string): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  return join(folder, execFileSync('npm', args, { cwd, encoding: 'utf8' }).trim());
}

/** Installs both packages as a user does, and starts the command by npx. */
async function installed(folder: string): Promise<string> {
  const tarballs = [pack('.', folder), pack('sidecar', folder)];
  const quiet = ['--no-audit', '--no-fund', '--silent', '--prefer-offline'];
  execFileSync('npm', ['install', ...quiet, ...tarballs], { cwd: folder, stdio: 'ignore' });
  // A group of its own, since npx has the service for a child.
  const child = spawn('npx', ['captcha-failover-sidecar', '--config', 'captcha.json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const { pid } = child;
  const exit = once(child, 'exit');
  onTestFinished(async () => {
    if (pid !== undefined && child.exitCode === null) process.kill(-pid, 'SIGTERM');
    await exit;
  });
  for await (const line of createInterface(child.stdout)) {
    const { event, url } = JSON.parse(line) as { event: string; url: string };
    if (event === 'listening') return url;
  }
  throw new Error('npx has ended');
}

it(
  'both packages, packed and installed, serve a Python and a Java program: human, a refusal, and recovery',
  { timeout: 300_000 },
  async () => {
    const simulator = await simulatorForTest();
    const folder = folderForTest();
    const actions = { default: { recoveryPerMinute: 60_000 } };
    writeConfig(folder, configFor(simulator, { token: TOKEN, actions, store: { file: join(folder, 'state.json') } }));
    const url = await installed(folder);
    const programs = ['Python', 'Java'].map((name) => {
      const program = languages[name]?.program(codeUnder(`Call it from ${name}`).replace(address, url));
      if (!program) throw new Error(`no program in ${name}`);
      return program;
    });
    await untilAllUp((path, asking) => ask(url, path, asking));
    const { json: page } = await ask(url, '/v1/page-token', { json: visitor, headers: bearer });
    const { json: otherPage } = await ask(url, '/v1/page-token', { json: visitor, headers: bearer });
    for (const program of programs) {
      const [solved, forged] = await answersOf(program, [solvedProof(), forgedProof()]);
      expect(solved).toMatchObject({ accepted: true, assurance: 'human' });
      expect(forged).toMatchObject({ accepted: false, next: 'retry' });
    }
    simulator.setDown('tencent', true);
    simulator.setDown('aliyun', true);
    const forge = () => ask(url, '/v1/verify', { json: { proof: recoveryProof(), ...visitor }, headers: bearer });
    await until(60_000, forge, ({ json }) => json['reason'] === 'page_token_missing');
    for (const [index, token] of [page['pageToken'], otherPage['pageToken']].entries()) {
      const verdict = await letIn(programs[index] ?? ['none'], recoveryProof(String(token)));
      expect(verdict).toMatchObject({ assurance: 'recovery' });
    }
  },
);
