import type { Linter } from 'eslint';

export interface Layer {
  readonly name: string;
  /** One glob: the layer's folder. */
  readonly files: string;
  /** A pattern of the specifiers by which other layers name it. */
  readonly imports: string;
  /** Beside the loader: the only layers of which it may import values. */
  readonly mayImport?: readonly string[];
}

export const floors: readonly (readonly Layer[])[];
export const beside: readonly Layer[];
export const importDirection: readonly Linter.Config[];
