import { documents } from '../../unit/docs/documents.js';
import { expect } from '../harness.js';
import * as attributes from './attributes-runs.js';
import * as csp from './csp-runs.js';
import * as dialogs from './dialog-runs.js';
import * as dropIn from './drop-in-runs.js';
import * as errors from './error-runs.js';
import * as login from './login-runs.js';
import * as migrate from './migrate-runs.js';
import * as outcomes from './outcome-runs.js';
import * as pages from './page-runs.js';
import * as policies from './policy-runs.js';
import * as server from './server-runs.js';
import * as testing from './testing-runs.js';
import { test } from './shop.js';
import type { SnippetRuns } from './snippet-run.js';
import { toJavaScript } from './to-javascript.js';

const runs: SnippetRuns = {
  ...attributes.runs,
  ...login.runs,
  ...pages.runs,
  ...outcomes.runs,
  ...policies.runs,
  ...server.runs,
  ...errors.runs,
  ...testing.runs,
  ...csp.runs,
  ...dialogs.runs,
  ...dropIn.runs,
  ...migrate.runs,
};

/** A Chinese twin has the same blocks, which test/unit/docs/ checks; so they are run once. */
const blocks = documents.filter(({ file }) => !file.endsWith('.zh-CN.md')).flatMap((document) => document.blocks);
const runnable = blocks.filter(({ language }) => ['html', 'http', 'js', 'jsx', 'ts', 'tsx', 'vue'].includes(language));

test('each snippet that can run is run, and each run has its snippet', () => {
  expect(Object.keys(runs).sort()).toEqual(runnable.map(({ key }) => key).sort());
});

for (const { key, language, code } of runnable) {
  test.describe(key, () => {
    for (const { does, run } of runs[key] ?? []) {
      test(does, async ({ page, shop }) => {
        await run({ page, shop, code: /^(js|tsx?)$/.test(language) ? toJavaScript(code) : code });
        expect(shop.strays).toEqual([]);
      });
    }
  });
}
