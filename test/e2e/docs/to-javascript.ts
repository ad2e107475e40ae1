import ts from 'typescript';

/** Strips the types of a snippet, and turns JSX into calls of `react/jsx-runtime`. */
export function toJavaScript(code: string): string {
  const { JsxEmit, ModuleKind, ScriptTarget } = ts;
  return ts.transpileModule(code, {
    fileName: 'snippet.tsx',
    compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.ESNext, jsx: JsxEmit.ReactJSX },
  }).outputText;
}
