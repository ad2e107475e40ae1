// The small pages use the library as a site does: by its package's name, or by a script tag. Only the addresses of the
// vendors' scripts are others here: those of the simulator, which page/simulated-vendors.js gives to each page.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { build } from 'esbuild';
import { compileScript, parse } from 'vue/compiler-sfc';

const addresses = {
  'https://turing.captcha.qcloud.com/TJCaptcha.js': 'simulatedVendors.tencent',
  'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js': 'simulatedVendors.aliyun',
};

/** Throws where a script does not name them, because the page would ask the real vendors then. */
function withSimulatedVendors(file, code) {
  return Object.entries(addresses).reduce((text, [address, variable]) => {
    const literal = `"${address}"`;
    if (!text.includes(literal)) throw new Error(`${file} does not name ${address}`);
    return text.replaceAll(literal, variable);
  }, code);
}

/** Components in files of their own, as Vue's tools for bundlers compile them. */
const vueFiles = {
  name: 'vue-files',
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const { descriptor } = parse(readFileSync(path, 'utf8'), { filename: path });
      const { content } = compileScript(descriptor, { id: basename(path), inlineTemplate: true });
      return { contents: content, loader: 'js', resolveDir: dirname(path) };
    });
  },
};

const bundle = (...files) =>
  build({
    entryPoints: files.map((file) => `demo/page/${file}`),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: 'demo/dist/page',
    plugins: [vueFiles],
    // Not the project's own, by which the compiler finds the library's source: what is tried here is the built library.
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });

export async function buildFaces() {
  mkdirSync('demo/dist/page', { recursive: true });
  const [frame, apps] = await Promise.all([bundle('face-page.ts'), bundle('react-page.tsx', 'vue-page.ts')]);
  for (const { path, text } of frame.outputFiles) writeFileSync(path, text);
  for (const { path, text } of apps.outputFiles) writeFileSync(path, withSimulatedVendors(path, text));
  for (const file of ['captcha-failover.min.js', 'captcha-failover.drop-in.min.js'])
    writeFileSync(resolve('demo/dist/page', file), withSimulatedVendors(file, readFileSync(`dist/${file}`, 'utf8')));
}
