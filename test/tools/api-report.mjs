// The public API as text, one file an entry in etc/, so that a review sees any change of it. Checks by default;
// `--write` brings the files up to date. Wants a build.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const write = process.argv.includes('--write');
let stale = 0;

for (const [path, target] of Object.entries(exports)) {
  if (!target.types) continue;
  const name = path === '.' ? 'captcha-failover' : path.slice(2);
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: `${root}package.json`,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: `${root}${target.types.slice(2)}`,
      compiler: { tsconfigFilePath: `${root}tsconfig.json` },
      newlineKind: 'lf',
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: `${root}etc`,
        reportTempFolder: `${root}test-results/api`,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: 'error' } },
        // Every public name is public here: no release tags, and docstrings are read by people, not by TSDoc.
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, { localBuild: write, messageCallback });
  if (errorCount > 0 || (apiReportChanged && !write)) stale += 1;
  const changed = apiReportChanged ? (write ? 'written' : 'differs: run  npm run api  and look at the change') : 'same';
  console.log(`etc/${name}.api.md: ${errorCount > 0 ? `${errorCount} errors` : changed}`);
}
process.exit(stale > 0 ? 1 : 0);

/** Only what is wrong is worth a line; the tool's own greetings are not. */
function messageCallback(message) {
  if (message.logLevel === 'error') console.error(message.formatMessageWithLocation(root));
  message.handled = true;
}
