// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Manifest {
  name: string;
  version: string;
  workspaces: string[];
}
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;
const manifestIn = (folder: string) => read(`${folder}/package.json`) as Manifest;
const root = manifestIn('.');
const packages = [root, ...root.workspaces.map(manifestIn)];
const names = packages.map(({ name }) => name).sort();

const folder = '.github/workflows';
const release = readFileSync(`${folder}/release.yml`, 'utf8');
const [, testJob = '', publishJob = ''] = release.split(/^ {2}(?:test|publish):$/m);

describe('the packages', () => {
  it('have one version, and get the next one together', () => {
    expect(names).toEqual(['captcha-failover', 'captcha-failover-sidecar', 'captcha-failover-simulator']);
    expect(new Set(packages.map(({ version }) => version)).size).toBe(1);
    const { fixed } = read('.changeset/config.json') as { fixed: string[][] };
    expect(fixed.map((group) => [...group].sort())).toEqual([names]);
  });
});

describe('npm ci', () => {
  it('installs at most 750 packages, those that only some platforms get left aside', () => {
    const { packages } = read('package-lock.json') as { packages: Record<string, { link?: true; optional?: true }> };
    const installed = Object.entries(packages).filter(
      ([path, { link, optional }]) => path.includes('node_modules/') && !link && !optional,
    );
    expect(installed.length).toBeGreaterThan(300);
    expect(installed.length).toBeLessThanOrEqual(750);
  });
});

describe('the workflows', () => {
  it.each(readdirSync(folder))('%s takes every action by its commit, with the version beside it', (file) => {
    const uses = Array.from(readFileSync(`${folder}/${file}`, 'utf8').matchAll(/uses: (.+)/g), ([, action]) => action);
    expect(uses.length).toBeGreaterThan(2);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe('a release', () => {
  it('tests everything in all engines, then packs what it has tested without building it again', () => {
    expect(testJob).toContain("E2E_ALL: '1'");
    expect(testJob.indexOf('run: npm test')).toBeGreaterThan(0);
    expect(testJob.indexOf('npm pack --ignore-scripts')).toBeGreaterThan(testJob.indexOf('run: npm test'));
  });

  it('publishes the packed files of that run and nothing else', () => {
    expect(publishJob).toContain('needs: test');
    expect(publishJob).toContain('download-artifact');
    expect(publishJob).not.toMatch(/checkout|npm ci|npm run|npm pack/);
    for (const name of names) expect(publishJob).toContain(name);
    expect(publishJob).toContain('npm publish "./tarballs/$name-$version.tgz" --provenance');
  });

  it('has no token: npm trusts the workflow itself', () => {
    expect(release).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
    expect(publishJob).toContain('id-token: write');
    expect(testJob).not.toContain('id-token');
  });
});

describe('the simulator', () => {
  it('is a package for everything here but its own tests, which look into it', () => {
    const files = ['test', 'demo', 'bench', 'sidecar'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|mts|mjs|js|jsx)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
        .map((file) => `${folder}/${file}`),
    );
    const looksInto = files.filter((file) => /from '[^']*simulator\/src\//.test(readFileSync(file, 'utf8')));
    expect(files.length).toBeGreaterThan(300);
    expect(looksInto.filter((file) => !file.startsWith('test/unit/simulator/'))).toEqual([]);
  });
});
