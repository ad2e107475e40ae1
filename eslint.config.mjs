import compat from 'eslint-plugin-compat';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Imports in src/ run one way, from the faces to the leaves. Each row may import from the rows below it only:
 * what a file names here is forbidden to it.
 */
const layers = [
  { name: 'faces', files: ['src/index.ts', 'src/script-tag.ts'], imports: ['**/index.js', '**/script-tag.js'] },
  {
    name: 'around',
    files: ['src/forms/**/*.ts', 'src/providers/captcha-element.ts', 'src/messages/**/*.ts', 'src/testing/**/*.ts'],
    imports: ['**/forms/**', '**/captcha-element.js', '**/messages/**', '**/testing/**'],
  },
  {
    name: 'captcha',
    files: ['src/captcha/create-captcha.ts', 'src/captcha/validate-options.ts'],
    imports: ['**/create-captcha.js', '**/validate-options.js'],
  },
  {
    name: 'session',
    files: ['src/session/session.ts', 'src/session/provider-order.ts'],
    imports: ['**/session.js', '**/provider-order.js'],
  },
  {
    name: 'providers',
    files: ['src/providers/**/*.ts'],
    imports: ['**/providers/**', './tencent/**', './aliyun/**', './provider.js'],
  },
  {
    name: 'loading',
    files: ['src/loading/**/*.ts'],
    imports: ['**/loading/**', './load-script.js', './script-sink.js'],
  },
  {
    name: 'page',
    files: ['src/page/page-state.ts', 'src/page/on-screen.ts', 'src/clock.ts'],
    imports: ['**/page-owner.js', '**/on-screen.js', '**/clock.js'],
  },
  { name: 'leaves', files: [], imports: [] },
];

const importDirection = layers.map((layer, depth) => ({
  files:
    layer.name === 'leaves'
      ? [
          'src/{options,outcome,events,errors,error-category,backoff,recovery-ticket,lifetime,page-callback,parameter-checks,tencent-result}.ts',
          'src/error-catalog/**/*.ts',
        ]
      : layer.files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['**/demo/**', '**/test/**'], message: 'src/ knows neither the demo nor the tests.' },
          ...layers.slice(0, depth).flatMap(({ name, imports }) =>
            imports.length
              ? [
                  {
                    group: imports,
                    message: `Imports run one way: ${layer.name} is below ${name}.`,
                    allowTypeImports: true,
                  },
                ]
              : [],
          ),
        ],
      },
    ],
  },
}));

export default defineConfig(
  globalIgnores(['dist/', 'demo/dist/', 'simulator/dist/', 'coverage/', 'test-results/', 'playwright-report/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // What this library and its simulator hand out as methods uses no `this`, so that it survives destructuring.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.recommended] },
  {
    // What a browser of package.json's `browserslist` lacks is an error: the README's line on browsers rests on it.
    files: ['src/**/*.ts'],
    ignores: ['src/server/**'],
    extends: [compat.configs['flat/recommended']],
    // The source asks whether it is there before it uses it.
    settings: { polyfills: ['SubmitEvent'] },
  },
  ...importDirection,
);
