// Imported and called where there is no DOM, as a server renders a page.
import { execFile } from 'node:child_process';

const patience = 5000;

export function callInNode({ node }) {
  if (!node) return undefined;
  const code = `const say = (what) => { console.log(what); process.exit(0); };
    process.on('unhandledRejection', (error) => say('unhandled rejection'));
    try { ${node} } catch (error) { say('rejects: ' + String(error && error.message).slice(0, 60)); }
    setTimeout(() => say('never'), ${patience});`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', code],
      { cwd: import.meta.dirname, timeout: patience * 3 },
      (error, stdout, stderr) =>
        resolve(stdout.trim() || `fails: ${stderr.split('\n').find((line) => /Error/.test(line)) ?? error}`),
    );
  });
}
