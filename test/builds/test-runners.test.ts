import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../unit/docs/documents.js';
import { sectionOf } from '../unit/docs/markdown.js';
import { installApp, textsOf } from './installed-app.js';
import { babelConfig, jestDomEnvironment, jestProgram } from './jest-dom.js';

let folder: string;

beforeAll(() => {
  folder = installApp();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the project on files of the app; what it says when it fails is in the assertion. */
function runIn(app: string, files: Record<string, string>, program: string, ...words: string[]): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(program), ...words], {
    cwd: app,
    encoding: 'utf8',
    env: { ...process.env, CI: '1', NODE_OPTIONS: '', NODE_ENV: 'test' },
  });
  expect(`${status ?? 'killed'}${status === 0 ? '' : `\n${stdout}\n${stderr}`}`).toBe('0');
}

const testOfPage = (says: string) => `
import { CaptchaError, createCaptcha, protectForm } from 'captcha-failover';
import { describeError } from 'captcha-failover/error-catalog';
import { userMessage } from 'captcha-failover/messages';
import { parseRecoveryTicket } from 'captcha-failover/recovery-ticket';
import { fakeProvider } from 'captcha-failover/testing';

test('the entries for browsers work together', async () => {
  document.body.innerHTML = '<form><button>Sign in</button></form>';
  const captcha = createCaptcha({ providers: fakeProvider({ result: 'script_error' }) });
  protectForm(captcha, 'form')();
  const outcome = await captcha.verify();
  captcha.destroy();
  expect(outcome.error).toBeInstanceOf(CaptchaError);
  expect(outcome.error.message).toBe(${JSON.stringify(says)});
  expect(userMessage(outcome, 'en')).toMatch(/so the site may ask you for more/);
  expect(parseRecoveryTicket(outcome.proof.ticket)).toBeNull();
  expect(describeError('ucaptcha', 'IP_BANNED').category).toBe('configuration');
});
`;

const testOfServer = `
import { createVerifier } from 'captcha-failover/server';

test('the server half refuses what is no proof', async () => {
  const site = { vendor: 'tencent', appId: '190000001', appSecretKey: 's', secretId: 'i', secretKey: 'k' };
  const keys = [{ kid: '1', secret: 'a secret of thirty-two bytes or more' }];
  const verifier = createVerifier({ sites: [site], keys, onIncident() {} });
  expect(await verifier.verify('nonsense', { remoteIp: '192.0.2.1' })).toMatchObject({ accepted: false });
  await verifier.close();
});
`;

describe('the installed package, in tests of an app', () => {
  it('by Jest with its usual configuration: Babel makes CommonJS of the package, too', () => {
    const jest = {
      'babel.config.cjs': babelConfig,
      'jest.config.cjs': sectionOf(documentOf('docs/testing.md'), 'Jest').blocks[0]?.code ?? '',
      'dom.cjs': jestDomEnvironment,
      'page.test.js': `/** @jest-environment ./dom.cjs */${testOfPage(textsOf.production.says)}`,
      'server.test.js': `/** @jest-environment node */${testOfServer}`,
    };
    runIn(folder, jest, jestProgram, '--rootDir', folder, '--no-cache');
  });

  it('by Vitest: the page gets the development build, which its DOM calls for, and the server half works', () => {
    const app = join(folder, 'vitest');
    mkdirSync(join(app, 'node_modules'), { recursive: true });
    for (const name of ['vitest', 'happy-dom', 'vite'])
      symlinkSync(resolve('node_modules', name), join(app, 'node_modules', name), 'dir');
    const imports = `import { expect, test } from 'vitest';`;
    const vitest = {
      'vitest.config.js': 'export default {};',
      'page.test.js': `// @vitest-environment happy-dom\n${imports}${testOfPage(textsOf.development.says)}`,
      'server.test.js': `// @vitest-environment node\n${imports}${testOfServer}`,
    };
    runIn(app, vitest, 'node_modules/vitest/vitest.mjs', 'run', '--root', app);
  });
});
