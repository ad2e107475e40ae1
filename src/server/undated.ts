import type { Verdict } from './verdict.js';

/** A verdict before it has its request's id. */
export type Undated = Verdict extends infer V ? (V extends Verdict ? Omit<V, 'requestId'> : never) : never;
