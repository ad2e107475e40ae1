// Finds a Chromium that starts, or gets one, and says in one line what it did or what is missing. Playwright's config
// reads what it found from .browsers.json.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const found = new URL('../../.browsers.json', import.meta.url);
const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** A browser counts when it launches and evaluates `1+1`. */
async function works(executablePath) {
  try {
    const browser = await chromium.launch({ ...(executablePath && { executablePath }), timeout: 30_000 });
    try {
      const page = await browser.newPage();
      return (await page.evaluate('1+1')) === 2;
    } finally {
      await browser.close();
    }
  } catch {
    return false;
  }
}

const run = (command, ...args) =>
  spawnSync(command, args, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  }).status === 0;

const settle = (how, executablePath) => {
  writeFileSync(found, JSON.stringify({ chromium: executablePath ? { executablePath } : {} }));
  console.log(`browser: Chromium, ${how}`);
  process.exit(0);
};

if (process.env.CHROMIUM_PATH) {
  if (await works(process.env.CHROMIUM_PATH))
    settle(`${process.env.CHROMIUM_PATH} (CHROMIUM_PATH)`, process.env.CHROMIUM_PATH);
  console.error(`browser: CHROMIUM_PATH=${process.env.CHROMIUM_PATH} does not start`);
  process.exit(1);
}
if (existsSync(chromium.executablePath()) && (await works())) settle("Playwright's own build");
for (const path of systemPaths) if (existsSync(path) && (await works(path))) settle(`${path} of this system`, path);
if (run('npx', 'playwright', 'install', 'chromium')) {
  if (await works()) settle("Playwright's own build, downloaded just now");
  if (process.getuid?.() === 0 && run('npx', 'playwright', 'install-deps', 'chromium') && (await works()))
    settle("Playwright's own build and its system libraries, installed just now");
}
if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  run('apt-get', 'update');
  if (run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium') && (await works('/usr/bin/chromium')))
    settle('/usr/bin/chromium, installed by apt-get just now', '/usr/bin/chromium');
}
console.error(
  'browser: no Chromium starts here. Run  npx playwright install --with-deps chromium  (or  sudo apt-get install chromium), or set CHROMIUM_PATH.',
);
process.exit(1);
