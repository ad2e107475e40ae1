import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Uses everything that a page can import; what comes of it is in `<body data-result>`. */
export const app = `
import { aliyun, createCaptcha, isCaptchaElement, isCaptchaError, protectForm, tencent, toTencentResult } from 'captcha-failover';
import { describeError } from 'captcha-failover/error-catalog';
import { userMessage } from 'captcha-failover/messages';
import { useCaptcha } from 'captcha-failover/react';
import { createRecoveryTicket, parseRecoveryTicket } from 'captcha-failover/recovery-ticket';
import { fakeProvider } from 'captcha-failover/testing';
import { useCaptcha as useCaptchaOfVue, vCaptchaForm } from 'captcha-failover/vue';

const warnings = [];
console.warn = (text) => warnings.push(text);

const refused = () => {
  try {
    tencent({ appId: 1 });
  } catch (error) {
    return isCaptchaError(error) && error.message;
  }
};

async function run() {
  createCaptcha({ providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 's1', prefix: 'p1' })], preload: 'none' });
  document.body.innerHTML = '<form><button>Go</button></form><i id="t_mask"></i>';
  const first = createCaptcha({ providers: fakeProvider({ result: 'script_error' }), preload: 'none' });
  const down = await first.verify();
  first.destroy();
  const captcha = createCaptcha({ providers: fakeProvider(), preload: 'none', moed: 'popup' });
  const sent = new Promise((resolve) => {
    document.addEventListener('submit', (event) => {
      event.preventDefault();
      resolve(JSON.parse(new FormData(event.target).get('captcha-proof')).ticket);
    });
  });
  protectForm(captcha, 'form');
  document.querySelector('button').click();
  return {
    sent: await sent,
    down: [down.status, toTencentResult(down).errorCode, userMessage(down, 'zh')],
    says: down.error.message,
    warnings: warnings.map((text) => text.split('"')[1]),
    parts: parseRecoveryTicket(createRecoveryTicket({ code: 1001, id: 's1', now: 1795219200000 })),
    category: describeError('ucaptcha', 'IP_BANNED').category,
    mask: isCaptchaElement(document.querySelector('i')),
    refused: refused(),
    faces: [useCaptcha({}).status, useCaptchaOfVue({}).status.value, typeof vCaptchaForm.mounted],
  };
}

run().then((result) => (document.body.dataset.result = JSON.stringify(result)));
`;

/** By build: what an error says, and which of the app's options are warned of. */
export const textsOf = {
  production: {
    says: 'script_network: https://unpkg.com/captcha-failover/docs/errors.md#script_network',
    warnings: [],
  },
  development: {
    says: "The vendor's script could not be fetched: the vendor may be down, or something on the way holds it back.",
    warnings: ['moed'],
  },
};

/** What the app comes to with either build. */
export const appResult = {
  sent: 'fake_pass_1',
  down: ['unverified', 1001, '未能完成安全验证，网站可能会要求进一步确认。'],
  parts: { prefix: 'trerror', code: 1001, id: 's1', issuedAt: 1795219200000 },
  category: 'configuration',
  mask: true,
  refused: 'appId: expected string /^\\d{1,20}$/, received 1',
  faces: ['idle', 'idle', 'function'],
};

/** As much of the frameworks as a first render needs: the bundlers are tried with our entries, the apps with the real ones. */
const frameworks = {
  react: `export const useState = (first) => [typeof first === 'function' ? first() : first, () => {}];
    export const useEffect = () => {};
    export const useLayoutEffect = () => {};`,
  vue: `export const shallowRef = (value) => ({ value });
    export const toValue = (value) => value;
    export const watch = () => {};
    export { watch as onMounted, watch as onActivated, watch as onDeactivated, watch as onBeforeUnmount };`,
};

export interface PackedFile {
  path: string;
  size: number;
}

/** What `npm pack` puts into the package, of the build that is there. */
export interface Packed {
  filename: string;
  unpackedSize: number;
  files: PackedFile[];
}

export function pack(...options: string[]): Packed {
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(packed) as [Packed])[0];
}

/** A folder outside the project, in which the packed package is installed as npm would unpack it. */
export function installPackage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'captcha-failover-'));
  const installed = join(folder, 'node_modules/captcha-failover');
  mkdirSync(installed, { recursive: true });
  const { filename } = pack('--pack-destination', folder);
  execFileSync('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed]);
  return folder;
}

/** The same, with an app that uses all of it. */
export function installApp(): string {
  const folder = installPackage();
  for (const [name, code] of Object.entries(frameworks)) {
    mkdirSync(join(folder, 'node_modules', name));
    writeFileSync(join(folder, 'node_modules', name, 'package.json'), '{ "type": "module", "main": "index.js" }');
    writeFileSync(join(folder, 'node_modules', name, 'index.js'), code);
  }
  writeFileSync(join(folder, 'app.js'), app);
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><script type="module" src="/app.js"></script></html>',
  );
  return folder;
}
