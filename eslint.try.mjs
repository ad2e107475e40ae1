import compat from 'eslint-plugin-compat';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importDirection } from './test/tools/layers.mjs';

export default defineConfig(
  globalIgnores([
    'test/e2e/fixtures/',
    'dist/',
    'demo/dist/',
    'test/builds/types/',
    'test/servers/dist/',
    'sidecar/dist/',
    'simulator/dist/',
    'coverage/',
    'test-results/',
    'playwright-report/',
  ]),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: true, tsconfigRootDir: import.meta.dirname } },
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
    // What a browser of package.json's `browserslist` lacks is an error: the line of docs/browsers.md rests on it.
    files: ['src/**/*.ts'],
    ignores: ['src/server/**'],
    extends: [compat.configs['flat/recommended']],
    // The source asks whether it is there before it uses it.
    settings: { polyfills: ['SubmitEvent'] },
  },
  ...importDirection,
);
