// @vitest-environment node
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVectors } from '../server/vectors/vectors.js';
import { readDocument } from './documents.js';
import type { Section } from './markdown.js';

interface Vectors {
  pattern: string;
  cases: {
    ticket: string;
    parsed: { prefix: string; code: number; id: string; issuedAt: number; sid?: string } | null;
  }[];
}
const { pattern, cases } = readVectors('recovery-ticket') as Vectors;
const { sections } = readDocument('docs/any-language.md');

const blockUnder = (heading: string): string => {
  const block = sections.find((section: Section) => section.heading === heading)?.blocks[0];
  if (!block) throw new Error(`docs/any-language.md has no block under "${heading}"`);
  return block.code;
};

/** Tickets travel as base64, a line each: some have line breaks of their own. Parts come back joined by a blank. */
const input = cases.map(({ ticket }) => Buffer.from(ticket).toString('base64')).join('\n') + '\n';
const expected = cases.map(({ parsed }) => {
  if (!parsed) return '-';
  const { prefix, code, id, issuedAt, sid = '' } = parsed;
  return `${prefix} ${String(code).padStart(4, '0')} ${id} ${String(issuedAt / 1000).padStart(10, '0')} ${sid}`.trimEnd();
});

const python = `
import base64, sys
for line in sys.stdin.read().split("\\n")[:-1]:
    parts = parse_recovery_ticket(base64.b64decode(line).decode())
    print(" ".join(part or "" for part in parts).rstrip() if parts else "-")
`;

const javaMain = `
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
public class Main {
    public static void main(String[] none) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = RecoveryTicket.parse(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8));
            if (parts == null) System.out.println("-");
            else System.out.println(String.join(" ", Arrays.stream(parts).map(p -> p == null ? "" : p).toList()).stripTrailing());
        }
    }
}
`;

const goMain = `
import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
)
func main() {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		text, _ := base64.StdEncoding.DecodeString(in.Text())
		parts := Parse(string(text))
		if parts == nil { fmt.Println("-") } else { fmt.Println(strings.TrimRight(strings.Join(parts, " "), " ")) }
	}
}
`;

const phpMain = `
foreach (array_slice(explode("\\n", stream_get_contents(STDIN)), 0, -1) as $line) {
    $parts = parse_recovery_ticket(base64_decode($line));
    echo $parts === null ? "-" : rtrim(implode(" ", $parts)), "\\n";
}
`;

/** A folder of the run's own, with these files in it. */
function place(name: string, files: Record<string, string>): string {
  const folder = resolve('test-results/any-language', name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(`${folder}/${file}`, text);
  return folder;
}

const output = (command: string, args: string[], cwd: string) =>
  execFileSync(command, args, { cwd, input, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=mod' } });

/** By language: what shows that it is there, and what runs the document's code on the vectors. */
const languages: Record<string, { needs: [string, ...string[]]; run(code: string): string }> = {
  Python: {
    needs: ['python3', '--version'],
    run: (code) => output('python3', ['run.py'], place('python', { 'run.py': code + python })),
  },
  Java: {
    needs: ['javac', '-version'],
    run(code) {
      const folder = place('java', { 'RecoveryTicket.java': code, 'Main.java': javaMain });
      execFileSync('javac', ['-encoding', 'UTF-8', 'RecoveryTicket.java', 'Main.java'], { cwd: folder });
      return output('java', ['Main'], folder);
    },
  },
  Go: {
    needs: ['go', 'version'],
    run(code) {
      const [, ...rest] = code.split('\n');
      const own = rest.join('\n').replace('import "regexp"', '');
      const main = `package main\nimport "regexp"\n${goMain.trim()}\n${own}`;
      return output('go', ['run', 'main.go'], place('go', { 'main.go': main, 'go.mod': 'module vectors\n' }));
    },
  },
  PHP: {
    needs: ['php', '--version'],
    run: (code) => output('php', ['run.php'], place('php', { 'run.php': code + phpMain })),
  },
};

const isThere = ([command, ...args]: [string, ...string[]]) => spawnSync(command, args).status === 0;

describe('docs/any-language.md', () => {
  it('has code for each language that is tried here, and for no other', () => {
    const at = sections.findIndex(({ heading }) => heading === 'Tell a recovery ticket from a real one');
    const coded = sections.slice(at).filter(({ blocks }) => blocks.some(({ language }) => language !== 'text'));
    expect(coded.map(({ heading }) => heading)).toEqual(Object.keys(languages));
  });

  it('shows the pattern of the vectors, everywhere the same', () => {
    const [shown] = sections.flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'text'));
    expect(shown?.code).toBe(pattern);
    for (const heading of Object.keys(languages))
      expect(blockUnder(heading).replaceAll('\\\\', '\\')).toContain(pattern);
  });

  for (const [language, { needs, run }] of Object.entries(languages)) {
    it.skipIf(!isThere(needs))(`reads every vector as the vectors say, in ${language}`, { timeout: 120_000 }, () => {
      expect(run(blockUnder(language)).replace(/\n$/, '').split('\n')).toEqual(expected);
    });
  }
});
