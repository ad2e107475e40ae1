import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readDocument } from '../../test/unit/docs/documents.js';
import { sectionOf } from '../../test/unit/docs/markdown.js';
import { TOKEN, until } from './harness.js';

const document = readDocument('docs/any-language.md');
export const codeUnder = (heading: string) => sectionOf(document, heading).blocks[0]?.code ?? '';
export const address = 'http://127.0.0.1:8081';
/** As the programs say it: a session may hold anything. */
export const visitorOfPrograms = { remoteIp: '203.0.113.7', session: 'session "one"\\' };

/** What each program does: a line is a proof, and an answer of the sidecar's goes out for it. */
export const pythonMain = `
import sys
for line in sys.stdin:
    answer = sidecar("/v1/verify", proof=line.rstrip("\\n"), remoteIp="203.0.113.7", session='session "one"\\\\')
    print(json.dumps(answer))
`;
const javaMain = `
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.Map;
public class Main {
    public static void main(String[] none) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine())
            System.out.println(Sidecar.ask("/v1/verify",
                Map.of("proof", line, "remoteIp", "203.0.113.7", "session", "session \\"one\\"\\\\")));
    }
}
`;
const goMain = `
func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1 << 20)
	for in.Scan() {
		answer := Ask("/v1/verify", map[string]string{"proof": in.Text(), "remoteIp": "203.0.113.7", "session": "session \\"one\\"\\\\"})
		text, _ := json.Marshal(answer)
		fmt.Println(string(text))
	}
}
`;
const phpMain = `
while (($line = fgets(STDIN)) !== false)
    echo json_encode(sidecar('/v1/verify', ['proof' => rtrim($line, "\\n"), 'remoteIp' => '203.0.113.7', 'session' => 'session "one"\\\\'])), "\\n";
`;

export type Command = [string, ...string[]];
/** By language: what shows that it is there, and what makes a program of the document's code. */
export const languages: Record<string, { needs: Command; program(code: string): Command }> = {
  Python: {
    needs: ['python3', '--version'],
    program: (code) => ['python3', `${place('python', { 'run.py': code + pythonMain })}/run.py`],
  },
  Java: {
    needs: ['javac', '-version'],
    program(code) {
      const folder = place('java', { 'Sidecar.java': code, 'Main.java': javaMain });
      execFileSync('javac', ['-encoding', 'UTF-8', '--release', '17', 'Sidecar.java', 'Main.java'], { cwd: folder });
      return ['java', '-cp', folder, 'Main'];
    },
  },
  Go: {
    needs: ['go', 'version'],
    program(code) {
      const source = code
        .replace('package sidecar', 'package main')
        .replace('import (', 'import (\n\t"bufio"\n\t"fmt"');
      const folder = place('go', { 'main.go': source + goMain, 'go.mod': 'module client\n' });
      execFileSync('go', ['build', '-o', 'client', '.'], { cwd: folder, env: { ...process.env, GOFLAGS: '-mod=mod' } });
      return [`${folder}/client`];
    },
  },
  PHP: {
    needs: ['php', '--version'],
    program: (code) => ['php', `${place('php', { 'run.php': code + phpMain })}/run.php`],
  },
};

export function place(name: string, files: Record<string, string>): string {
  const folder = resolve('test-results/sidecar-clients', name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(`${folder}/${file}`, text);
  return folder;
}

/** One answer for each proof. */
export function answersOf([command, ...args]: Command, proofs: object[]): Promise<Record<string, unknown>[]> {
  return new Promise((settle, fail) => {
    const env = { ...process.env, CAPTCHA_TOKEN: TOKEN };
    const child = execFile(command, args, { env, timeout: 60_000 }, (error, stdout) => {
      if (error) fail(new Error(`${command} failed`, { cause: error }));
      else
        settle(
          stdout
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Record<string, unknown>),
        );
    });
    child.stdin?.end(proofs.map((proof) => `${JSON.stringify(proof)}\n`).join(''));
  });
}

/**
 * Posts a recovery proof until it is let in. What a starved watcher has seen is no evidence any more after thirty
 * seconds; the same proof may come again then.
 */
export async function letIn(program: Command, proof: object): Promise<Record<string, unknown> | undefined> {
  const [verdict] = await until(
    60_000,
    () => answersOf(program, [proof]),
    ([answer]) => answer?.['accepted'] === true,
  );
  return verdict;
}

export const isThere = ([command, ...args]: Command) => spawnSync(command, args).status === 0;
const required = process.env['REQUIRE_LANGUAGES']?.split(',') ?? [];
/** Those that are there, and those that have to be. */
export const present = Object.entries(languages).filter(
  ([name, { needs }]) => isThere(needs) || required.includes(name),
);
