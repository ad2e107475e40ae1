// The direction of imports in src/, as rules for ESLint.

/** A layer that is one folder of src/; `imports` says how other layers name it. */
const folder = (name) => ({ name, files: `src/${name}/**/*.ts`, imports: `^(\\.\\./)+${name}/` });

/**
 * The layers of src/ by floor, the top one first. Imports, those of types too, run down: a file may import from the
 * floors below its own, and from no other layer of its own floor.
 */
export const floors = [
  [
    {
      name: 'faces',
      files: 'src/{index,script-tag,drop-in}.ts',
      imports: '^(\\.\\./)+(index|script-tag|drop-in)\\.js$',
    },
  ],
  [folder('attributes'), folder('react'), folder('vue')],
  [folder('live')],
  [folder('forms'), folder('messages'), folder('testing'), folder('drop-in')],
  [folder('captcha')],
  [folder('session')],
  [folder('providers')],
  [folder('loading')],
  [folder('parameters')],
  [folder('page')],
  [folder('contract')],
  // What browser and server share.
  [
    {
      name: 'shared',
      files: 'src/{recovery-ticket,backoff,error-category}.ts',
      imports: '^(\\.\\./)+(recovery-ticket|backoff|error-category)\\.js$',
    },
  ],
];

/** Beside the loader: of it they know types alone, and it knows nothing of them. */
export const beside = [
  { ...folder('server'), mayImport: ['error-catalog', 'shared'] },
  { ...folder('error-catalog'), mayImport: ['shared'] },
];

const loader = floors.flat();
const layers = [...loader, ...beside];

/** What a layer may not import: [layer, whether its types are free]. */
function forbiddenTo({ name, mayImport }) {
  if (mayImport)
    return layers
      .filter((layer) => layer.name !== name && !mayImport.includes(layer.name))
      .map((layer) => [layer, true]);
  const depth = floors.findIndex((floor) => floor.some((layer) => layer.name === name));
  const below = floors.slice(depth + 1).flat();
  return layers.filter((layer) => layer.name !== name && !below.includes(layer)).map((layer) => [layer, false]);
}

export const importDirection = layers.map((layer) => ({
  name: `layer ${layer.name}`,
  files: [layer.files],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['demo', 'simulator', 'sidecar', 'test'].map((root) => `**/${root}/**`),
            message: 'src/ knows neither the demo, the simulator and the sidecar, nor the tests.',
          },
          ...forbiddenTo(layer).map(([{ name, imports }, allowTypeImports]) => ({
            regex: imports.replace('(\\.\\./)+', '(\\./|(\\.\\./)+)'),
            message: `Imports run one way: ${layer.name} may not import from ${name}.`,
            allowTypeImports,
          })),
        ],
      },
    ],
  },
}));
