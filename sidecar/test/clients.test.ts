import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  address,
  answersOf,
  codeUnder,
  isThere,
  languages,
  letIn,
  place,
  present,
  pythonMain,
  visitorOfPrograms as visitor,
  type Command,
} from './client-programs.js';
import {
  bearer,
  configFor,
  forgedProof,
  recoveryProof,
  serviceFor,
  simulatorForTest,
  solvedProof,
  TOKEN,
  until,
  untilAllUp,
} from './harness.js';

describe('the clients of docs/any-language.md', () => {
  it.each(Object.keys(languages))('that in %s has fifteen lines at most', (language) => {
    const counted = codeUnder(`Call it from ${language}`)
      .replace(/^import \([^)]*\)$/m, '')
      .split('\n')
      .filter((line) => !/^\s*[})]*$/.test(line) && !/^(import|package|<\?php)\b/.test(line));
    expect(counted.length).toBeGreaterThan(5);
    expect(counted.length).toBeLessThanOrEqual(15);
  });

  it(
    `get human, a refusal and recovery, in ${present.map(([name]) => name).join(', ')}`,
    { timeout: 300_000 },
    async () => {
      const simulator = await simulatorForTest();
      const actions = { default: { recoveryPerMinute: 60_000 } };
      const { url, ask } = await serviceFor(configFor(simulator, { token: TOKEN, actions }));
      const programs = present.map(([name, { program }]): [string, Command] => [
        name,
        program(codeUnder(`Call it from ${name}`).replace(address, url)),
      ]);
      const pageToken = async () => {
        const { json } = await ask('/v1/page-token', { json: visitor, headers: bearer });
        return String(json['pageToken']);
      };
      for (const [name, program] of programs) {
        const proof = { ...solvedProof(), pageToken: await pageToken(), note: 'quoted " \\ \t 中' };
        const [solved, forged] = await answersOf(program, [proof, forgedProof()]);
        expect(solved, name).toMatchObject({ accepted: true, assurance: 'human' });
        expect(forged, name).toMatchObject({ accepted: false, next: 'retry' });
      }

      await untilAllUp(ask);
      const tokens = await Promise.all(programs.map(pageToken));
      simulator.setDown('tencent', true);
      simulator.setDown('aliyun', true);
      const forge = () => ask('/v1/verify', { json: { proof: recoveryProof(), ...visitor }, headers: bearer });
      await until(60_000, forge, ({ json }) => json['reason'] === 'page_token_missing');
      for (const [index, [name, program]] of programs.entries()) {
        expect(await letIn(program, recoveryProof(tokens[index])), name).toMatchObject({ assurance: 'recovery' });
      }
    },
  );

  it.skipIf(!isThere(['python3', '--version']))('refuse with a way on when there is no sidecar', async () => {
    const code = codeUnder('Call it from Python').replace(address, 'http://127.0.0.1:9');
    const [answer] = await answersOf(['python3', `${place('away', { 'run.py': code + pythonMain })}/run.py`], [{}]);
    expect(answer).toMatchObject({ accepted: false, next: 'step_up' });
  });

  it('that in the shell is one command', async () => {
    const simulator = await simulatorForTest();
    const { url } = await serviceFor(configFor(simulator, { token: TOKEN, actions: { login: {} } }));
    const env = { ...process.env, CAPTCHA_TOKEN: TOKEN };
    const answer = await new Promise<string>((settle, fail) => {
      execFile('bash', ['-c', codeUnder('Call it from a shell').replace(address, url)], { env }, (error, stdout) => {
        if (error) fail(new Error('bash failed', { cause: error }));
        else settle(stdout);
      });
    });
    expect(JSON.parse(answer)).toMatchObject({ accepted: false, reason: 'malformed' });
  });
});
