// `npm run bench`: measures everything once, and writes RESULTS.md and the table of docs/peers.md. Part of a subject's or a
// fault's name, as argument, measures these only and writes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import { pageCode, sizeOf } from './bundles.mjs';
import { observe } from './cells.mjs';
import { faults as allFaults } from './faults.mjs';
import { callInNode } from './in-node.mjs';
import { measureOwn } from './own.mjs';
import { broken, mark, peersTable, writeResults } from './results.mjs';
import { subjects as allSubjects } from './subjects.mjs';

const root = new URL('../', import.meta.url);
const only = process.argv.slice(2);
const wanted = (list) => {
  const named = list.filter(({ name }) => only.some((part) => name.includes(part)));
  return named.length ? named : list;
};
const subjects = wanted(allSubjects);
const faults = wanted(allFaults);
/** Most of them only wait. */
const atOnce = 12;

if (!existsSync(new URL('.browsers.json', root)))
  spawnSync(process.execPath, ['test/tools/browsers.mjs'], { cwd: root, stdio: 'inherit' });
const found = JSON.parse(readFileSync(new URL('.browsers.json', root), 'utf8'));
const began = Date.now();
const browser = await chromium.launch({ ...found.chromium?.launchOptions });

const cells = Object.fromEntries(subjects.map(({ name }) => [name, {}]));
const codes = new Map(await Promise.all(subjects.map(async (subject) => [subject, await pageCode(subject)])));
// The longest first.
const queue = [...faults]
  .sort((a, b) => b.watch - a.watch)
  .flatMap((fault) => subjects.map((subject) => ({ subject, fault })));
const work = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { subject, fault } = next;
    const seen = await observe(browser, subject, codes.get(subject), fault);
    cells[subject.name][fault.name] = seen;
    console.log(
      `${mark(seen)} ${subject.name}: ${fault.name}: ${seen.how} ${seen.what ?? ''} ${Math.round(seen.ms)} ms, ${seen.requests} requests`,
    );
  }
};
await Promise.all(Array.from({ length: atOnce }, work));
if (!only.length) {
  const own = await measureOwn(browser, await pageCode({ file: '../own-page.mjs' }));
  const sizes = {};
  const nodes = {};
  for (const subject of subjects) {
    sizes[subject.name] = await sizeOf(subject);
    nodes[subject.name] = await callInNode(subject);
  }
  const machine = `Chromium ${browser.version()}, Node ${process.versions.node}, ${cpus().length} cores, load average ${Math.round(loadavg()[0])}, ${new Date().toISOString().slice(0, 10)}.`;
  const measured = { subjects, faults, cells, sizes, nodes, own, machine };
  writeFileSync(new URL('RESULTS.md', import.meta.url), writeResults(measured));
  for (const [file, language] of [
    ['docs/peers.md', 'en'],
    ['docs/peers.zh-CN.md', 'zh'],
  ]) {
    const document = new URL(file, root);
    const marked = /(<!-- peers -->\n)[^]*?(\n<!-- \/peers -->)/;
    const text = readFileSync(document, 'utf8');
    if (!marked.test(text)) throw new Error(`${file} has no <!-- peers --> block`);
    writeFileSync(
      document,
      text.replace(marked, (_, begin, end) => `${begin}\n${peersTable(measured, language)}\n${end}`),
    );
  }
  const failures = broken(measured);
  failures.forEach((failure) => console.error(`broken: ${failure}`));
  process.exitCode = failures.length ? 1 : 0;
}
await browser.close();
console.log(`bench: ${Math.round((Date.now() - began) / 1000)} s`);
