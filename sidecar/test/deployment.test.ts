import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../test/unit/docs/documents.js';
import { sectionOf } from '../../test/unit/docs/markdown.js';
import { readConfig } from '../src/config/config.js';
import { openApi } from './contract.js';
import { configFor, simulatorForTest, TOKEN } from './harness.js';
import { folderForTest, run, startProcess, writeConfig } from './process.js';

const document = readDocument('docs/any-language.md');
const blocksUnder = (heading: string) => sectionOf(document, heading).blocks;
const block = (heading: string, language: string) =>
  blocksUnder(heading).find((one) => one.language === language)?.code ?? '';
const { version, files, bin } = JSON.parse(readFileSync('sidecar/package.json', 'utf8')) as {
  version: string;
  files: string[];
  bin: string;
};
const dockerfile = readFileSync('sidecar/Dockerfile', 'utf8');
const installed = `node_modules/captcha-failover-sidecar/${bin.replace('./', '')}`;

describe('the configuration of docs/any-language.md', () => {
  const text = block('Run it with npx', 'json');

  it('is right once its variables are set, and by the schema', () => {
    const names = Array.from(text.matchAll(/\$\{(\w+)\}/g), ([, name = '']) => name);
    expect(names).toHaveLength(7);
    const env = Object.fromEntries(names.map((name) => [name, 'x'.repeat(40)]));
    expect(readConfig(text, env).listen).toEqual({ host: '127.0.0.1', port: 8081 });
    expect(() => readConfig(text, {})).toThrow('${CAPTCHA_KEY}: the variable is not set');
    const schema = JSON.parse(readFileSync('sidecar/config.schema.json', 'utf8')) as object;
    expect(new Ajv().validate(schema, JSON.parse(text))).toBe(true);
    expect(files).toContain('config.schema.json');
  });
});

describe('the commands of docs/any-language.md', () => {
  it('do what they say', async () => {
    const simulator = await simulatorForTest();
    const folder = folderForTest();
    const file = writeConfig(folder, configFor(simulator, { token: TOKEN }));
    const { url } = await startProcess(file);
    writeConfig(folder, configFor(simulator, { token: TOKEN, listen: new URL(url).host }));
    const lines = [...blocksUnder('Run it with npx'), ...blocksUnder('Watch it')]
      .filter(({ language }) => language === 'sh')
      .flatMap(({ code }) => code.split('\n'));
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      const words = Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
      const [npx, name, ...args] = words.map((word) => (word === 'captcha.json' ? file : word));
      expect([npx, name]).toEqual(['npx', 'captcha-failover-sidecar']);
      // The one that runs the service is tried everywhere else.
      if (args[0] === '--config') continue;
      expect((await run(...args)).code, line).toBe(0);
    }
  });
});

describe('the Dockerfile', () => {
  it('installs this version, runs it without rights, and looks after it', () => {
    expect(files).toContain('Dockerfile');
    expect(dockerfile).toContain(`ARG PACKAGE=captcha-failover-sidecar@${version}\n`);
    expect(dockerfile).toContain(`ENTRYPOINT ["node", "${installed}"]`);
    const user = dockerfile.indexOf('USER node');
    expect(user).toBeGreaterThan(dockerfile.lastIndexOf('RUN '));
    expect(user).toBeLessThan(dockerfile.indexOf('ENTRYPOINT'));
    for (const [, image = ''] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/^node:\d+-\w+-slim$/);
  });

  it('has a health check that tells a service from none', async () => {
    const [, json = '[]'] = /HEALTHCHECK [^[]*CMD (\[.*\])/.exec(dockerfile) ?? [];
    const [, ...args] = JSON.parse(json) as string[];
    const simulator = await simulatorForTest();
    const { url } = await startProcess(writeConfig(folderForTest(), configFor(simulator)));
    const check = (at: string) =>
      spawnSync(
        process.execPath,
        args.map((arg) => arg.replace('http://127.0.0.1:8081', at)),
      ).status;
    expect(check(url)).toBe(0);
    expect(check('http://127.0.0.1:9')).toBe(1);
  });

  it('has the paths that the document mounts', () => {
    const docker = block('Run it with Docker', 'sh');
    expect(docker).toContain('docker build -t captcha-failover-sidecar node_modules/captcha-failover-sidecar');
    expect(dockerfile).toContain('CMD ["--config", "/etc/captcha/captcha.json"]');
    expect(docker).toContain(':/etc/captcha/captcha.json:ro');
    expect(dockerfile).toContain('VOLUME /var/lib/captcha');
    expect(docker).toContain('captcha:/var/lib/captcha');
  });
});

describe('the unit for systemd', () => {
  const unit = block('Run it with systemd', 'ini');

  it('starts the command with the paths of the document', () => {
    expect(unit).toContain(`ExecStart=/usr/bin/node /opt/captcha/${installed} --config /etc/captcha/captcha.json\n`);
    for (const line of unit.split('\n')) expect(line).toMatch(/^(\[\w+\]|[A-Z]\w+=\S.*|)$/);
  });

  it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('is right by systemd-analyze', () => {
    const folder = folderForTest();
    const file = join(folder, 'captcha.service');
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.includes('captcha.service'))).toEqual([]);
  });
});

describe('the manifest for Kubernetes', () => {
  const manifest = block('Run it in Kubernetes', 'yaml');

  it('is YAML, and asks addresses that are there', async () => {
    await expect(format(manifest, { parser: 'yaml' })).resolves.toContain('restartPolicy: Always');
    await expect(format(`${manifest}\n  : {`, { parser: 'yaml' })).rejects.toThrow();
    expect(manifest).toContain(`captcha-failover-sidecar:${version}\n`);
    const asked = Array.from(
      manifest.matchAll(/fetch\('http:\/\/127\.0\.0\.1:8081(\/\w+)'\)/g),
      ([, path = '']) => path,
    );
    expect(asked).toEqual(['/ready', '/ping']);
    for (const path of asked) expect(openApi.paths).toHaveProperty([path]);
  });
});

it('the package and the OpenAPI file have one version', () => {
  expect(openApi.info.version).toBe(version);
});
