// @vitest-environment node
import { readdirSync } from 'node:fs';
import { ESLint, type Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { beside, floors, importDirection, type Layer } from '../../tools/layers.mjs';

const layers = [...floors.flat(), ...beside];

/** A linter that knows these rules and nothing else. */
const linter = (rules: readonly Linter.Config[]) =>
  new ESLint({
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser } }, ...rules],
  });

/** A file that could lie in this layer, and one of it to import; loose files have names of their own. */
const placeIn = ({ files }: Layer) => files.replace('**/*.ts', 'planted.ts').replace(/\{([a-z-]+),.*\}/, '$1');
const specifierOf = (layer: Layer) => `../${placeIn(layer).slice('src/'.length).replace(/\.ts$/, '.js')}`;

async function problemsOf(layer: Layer, code: string): Promise<string[]> {
  const [result] = await linter(importDirection).lintText(code, { filePath: placeIn(layer) });
  return result?.messages.map(({ message }) => message) ?? [];
}

const floorOf = (layer: Layer) => floors.findIndex((floor) => floor.includes(layer));
const mayImport = (layer: Layer, other: Layer) =>
  layer.mayImport ? layer.mayImport.includes(other.name) : floorOf(other) > floorOf(layer);
const pairs = layers.flatMap((layer) =>
  layers.filter((other) => other !== layer).map((other) => [layer, other] as const),
);

describe('the layers of src/', () => {
  it('hold every file, and each file is in exactly one', async () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const ofEach = await Promise.all(
      importDirection.map(async (rule) => {
        const only = linter([rule]);
        const configs = await Promise.all(files.map((file) => only.calculateConfigForFile(`src/${file}`) as unknown));
        return configs.map((config) => Object.keys((config as { rules?: object }).rules ?? {}).length > 0);
      }),
    );
    const inLayers = files.map((file, index) => [file, ofEach.filter((found) => found[index]).length]);
    expect(inLayers.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it.each(pairs.filter(([layer, other]) => !mayImport(layer, other)).map(([a, b]) => [a.name, b.name, a, b] as const))(
    'catch an import planted in %s that goes up, or aside, to %s',
    async (_, above, layer, other) => {
      const problems = await problemsOf(layer, `import { planted } from '${specifierOf(other)}';\nplanted();`);
      expect(problems).toEqual([expect.stringContaining(`may not import from ${above}.`)]);
    },
  );

  it.each(pairs.filter(([layer, other]) => mayImport(layer, other)).map(([a, b]) => [a.name, b.name, a, b] as const))(
    'let %s import from %s, which is below',
    async (_, __, layer, other) => {
      expect(await problemsOf(layer, `import { planted } from '${specifierOf(other)}';\nplanted();`)).toEqual([]);
    },
  );

  it.each(['contract', 'page', 'session'])('catch an import of types planted in %s, too', async (name) => {
    const layer = layers.find((each) => each.name === name) as Layer;
    const problems = await problemsOf(layer, `import type { Captcha } from '../captcha/create-captcha.js';`);
    expect(problems).toHaveLength(1);
  });

  it('leave the types of the contract to the server half', async () => {
    const server = layers.find((each) => each.name === 'server') as Layer;
    expect(await problemsOf(server, `import type { Proof } from '../contract/outcome.js';`)).toEqual([]);
  });

  it.each(layers)('catch an import of the simulator or the tests planted in $name', async (layer) => {
    for (const place of ['simulator/src/faults.js', 'test/unit/fakes/later.js', 'demo/login.js']) {
      expect(await problemsOf(layer, `import '../../${place}';`)).toHaveLength(1);
    }
  });
});
