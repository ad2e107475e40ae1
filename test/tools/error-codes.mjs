// Writes docs/error-codes.md and its Chinese twin from the tables of src/error-catalog/. Needs no build.
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: ['test/tools/error-codes-document.ts'],
  bundle: true,
  format: 'esm',
  write: false,
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { errorCodesDocument, errorCodesFiles } = await import(`data:text/javascript;base64,${source}`);

for (const [language, file] of Object.entries(errorCodesFiles)) {
  writeFileSync(file, errorCodesDocument(language));
  console.log(`  ${file}`);
}
