/** What one canary found. Only `up` and `down` are evidence. */
export type ProbeAnswer = 'up' | 'down' | 'unknown';

export interface ProbeResult {
  answer: ProbeAnswer;
  /** Short, stable and free of secrets: `ECONNREFUSED`, `http_503`, `code_21`. */
  why: string;
}
