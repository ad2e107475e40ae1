// Finds a Chromium, a Firefox and a WebKit that start, or gets them, and says in one line each what it did or what is
// missing. Playwright's config reads what it found from .browsers.json. E2E_REQUIRE=chromium,firefox,webkit makes a
// missing one fail.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { chromium, firefox, webkit } from '@playwright/test';
import { findPart, startWebKit } from './webkit-driver.mjs';

const findings = new URL('../../.browsers.json', import.meta.url);
/** Of Firefox ESR: without the first, input in frames of other origins is lost; with the page cache, going back hangs. */
const firefoxUserPrefs = { 'fission.autostart': false, 'browser.sessionhistory.max_total_viewers': 0 };

const engines = [
  {
    name: 'chromium',
    title: 'Chromium',
    type: chromium,
    variable: 'CHROMIUM_PATH',
    path: process.env.CHROMIUM_PATH,
    system: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
    // What Playwright's own headless Chromium is: the engine without the browser around it, for half the work.
    shell: '/usr/bin/chromium-headless-shell',
    packages: ['chromium', 'chromium-headless-shell'],
    found: (executablePath) => ({ launchOptions: { executablePath } }),
    // For what the shell lacks: a page kept for going back.
    own: { whole: { channel: 'chromium' } },
  },
  {
    name: 'firefox',
    title: 'Firefox',
    type: firefox,
    variable: 'FIREFOX_PATH',
    path: process.env.FIREFOX_PATH,
    system: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/snap/bin/firefox'],
    packages: ['firefox-esr'],
    // Only Playwright's own build speaks Playwright's own protocol.
    found: (executablePath) => ({ channel: 'moz-firefox', launchOptions: { executablePath, firefoxUserPrefs } }),
  },
  {
    name: 'webkit',
    title: 'WebKit',
    type: webkit,
    variable: 'WEBKIT_DRIVER_PATH',
    path: process.env.WEBKIT_DRIVER_PATH,
    system: [findPart('driver') ?? '/usr/bin/WebKitWebDriver'],
    packages: ['webkit2gtk-driver', 'xvfb'],
    // Playwright drives its own build only; the system's is driven by plain WebDriver.
    found: (driver) => ({ webdriver: { driver, display: findPart('display') ?? 'Xvfb' } }),
  },
];

/** A browser counts when it launches and evaluates `1+1`. */
async function works({ type }, { launchOptions, channel, webdriver }) {
  try {
    if (webdriver) {
      const session = await startWebKit(webdriver);
      const sum = await session.command('POST', '/execute/sync', { script: 'return 1+1', args: [] });
      await session.close();
      return sum === 2;
    }
    const browser = await type.launch({ ...launchOptions, ...(channel && { channel }), timeout: 30_000 });
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
const isRoot = process.getuid?.() === 0;
let downloads = true;
let lists = false;

/** A browser of the system, through its headless shell if that is there. */
async function throughShell(engine, place) {
  const { shell, found } = engine;
  if (!shell || !existsSync(shell) || !(await works(engine, found(shell)))) return { how: place, ...found(place) };
  return { how: `${shell} and ${place}`, ...found(shell), whole: found(place) };
}

/** How it was found and what Playwright's config needs to know, or why it was not. */
async function find(engine) {
  const { name, type, variable, path, system, packages, found, own } = engine;
  if (path) {
    if (await works(engine, found(path))) return { how: `${path} (${variable})`, ...found(path) };
    return { missing: `${variable}=${path} does not start` };
  }
  if (existsSync(type.executablePath()) && (await works(engine, {}))) return { how: "Playwright's own build", ...own };
  for (const place of system) {
    if (!existsSync(place) || !(await works(engine, found(place)))) continue;
    const { how, ...way } = await throughShell(engine, place);
    return { how: `${how} of this system`, ...way };
  }
  // Where one download is refused, so are the others.
  downloads &&= run('npx', 'playwright', 'install', name);
  if (downloads) {
    if (await works(engine, {})) return { how: "Playwright's own build, downloaded just now", ...own };
    if (isRoot && run('npx', 'playwright', 'install-deps', name) && (await works(engine, {})))
      return { how: "Playwright's own build and its system libraries, installed just now", ...own };
  }
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    lists ||= run('apt-get', 'update');
    if (run('apt-get', 'install', '-y', '--no-install-recommends', ...packages)) {
      const place = name === 'webkit' ? findPart('driver') : system[0];
      if (place && (await works(engine, found(place)))) {
        const { how, ...way } = await throughShell(engine, place);
        return { how: `${how}, installed by apt-get just now`, ...way };
      }
    }
  }
  const advice = `npx playwright install --with-deps ${name}  (or  sudo apt-get install ${packages.join(' ')})`;
  return { missing: `none starts here. Run  ${advice}, or set ${variable}` };
}

const required = (process.env.E2E_REQUIRE ?? 'chromium').split(',').map((name) => name.trim());
const asked = process.env.E2E_ENGINES?.split(',');
const result = {};
let isComplete = true;
for (const engine of engines) {
  const { name, title } = engine;
  if (asked && !asked.includes(name)) {
    result[name] = { missing: 'not asked for (E2E_ENGINES)' };
    continue;
  }
  result[name] = await find(engine);
  const { how, missing } = result[name];
  if (how) console.log(`browser: ${title}, ${how}`);
  else if (required.includes(name)) {
    isComplete = false;
    console.error(`browser: ${title} is required: ${missing}`);
  } else console.log(`browser: ${title} is SKIPPED: ${missing}`);
}
for (const name of required) {
  if (engines.some((engine) => engine.name === name)) continue;
  isComplete = false;
  console.error(`browser: E2E_REQUIRE names ${name}, which is none of ${engines.map((engine) => engine.name).join()}`);
}
writeFileSync(findings, `${JSON.stringify(result, null, 1)}\n`);
process.exit(isComplete ? 0 : 1);
