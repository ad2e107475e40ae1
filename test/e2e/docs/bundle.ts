import { resolve } from 'node:path';
import { build } from 'esbuild';
import { compileScript, parse } from 'vue/compiler-sfc';

/** A component as a page would get it from a bundler, with the real libraries in it. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

const mounts = {
  jsx: `import { createRoot } from 'react-dom/client';
    const root = document.body.appendChild(document.createElement('div'));
    createRoot(root).render(<SignIn />);`,
  vue: `import { createApp } from 'vue';
    createApp(component).mount(document.body.appendChild(document.createElement('div')));`,
};

/** Bundles a block of JSX that exports `SignIn`, or a Vue component, together with what mounts it. */
export async function bundleComponent(language: 'jsx' | 'vue', code: string): Promise<Bundle> {
  const { outputFiles } = await build({
    stdin: {
      contents: language === 'jsx' ? `${code}\n${mounts.jsx}` : `${compileVue(code)}\n${mounts.vue}`,
      loader: 'jsx',
      // Where the component libraries are installed.
      resolveDir: resolve('test/apps'),
    },
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    loader: { '.woff': 'empty', '.ttf': 'empty' },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  const textOf = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}

function compileVue(code: string): string {
  const { descriptor } = parse(code);
  const { content } = compileScript(descriptor, { id: 'sign-in', inlineTemplate: true });
  return content.replace('export default', 'const component =');
}
