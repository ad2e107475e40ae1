import { CaptchaError, type ParameterIssue } from './errors.js';

export type ParameterType = 'string' | 'number' | 'boolean' | 'function' | 'object';

/** Collects what is wrong with a call's parameters, to throw it all at once. */
export interface ParameterChecks {
  /** Notes a problem unless `value` is absent, or of the type (one of those joined by `|`) and, if so, `valid`. True when a value is there and right. */
  optional(
    parameter: string,
    value: unknown,
    types: string,
    expected: string,
    valid?: (value: never) => boolean,
  ): boolean;
  /** The same, but it must be there. */
  required(
    parameter: string,
    value: unknown,
    types: string,
    expected: string,
    valid?: (value: never) => boolean,
  ): boolean;
  add(parameter: string, problem: ParameterIssue['problem'], value: unknown, expected: string): void;
  /** @throws CaptchaError `invalid_parameter` with every issue noted */
  finish(): void;
}

/** A wrong value in few characters: enough to find it, too little to leak it. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (typeof value === 'object' && value) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

export function checkParameters(): ParameterChecks {
  const issues: ParameterIssue[] = [];
  const checks: ParameterChecks = {
    optional: (parameter, value, types, expected, valid) =>
      value !== undefined && checks.required(parameter, value, types, expected, valid),
    required(parameter, value, types, expected, valid) {
      const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
      const problem =
        value === undefined
          ? 'missing'
          : !types.split('|').includes(kind)
            ? 'type'
            : valid && !valid(value as never)
              ? 'unsupported'
              : null;
      if (problem) checks.add(parameter, problem, value, expected);
      return !problem;
    },
    add(parameter, problem, value, expected) {
      const received = describe(value);
      const message = `${parameter}: expected ${expected}, received ${received}`;
      issues.push({ parameter, problem, received, expected, message });
    },
    finish() {
      if (!issues.length) return;
      throw new CaptchaError('invalid_parameter', { issues, message: issues.map(({ message }) => message).join('\n') });
    },
  };
  return checks;
}

/** The object's own properties only: a polluted `Object.prototype` is no source of options. */
export function ownProperties<T extends object>(value: T): T {
  return Object.assign(Object.create(null) as T, value);
}
