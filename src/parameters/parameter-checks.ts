import { CaptchaError, type ParameterIssue } from '../contract/errors.js';

/** Collects what is wrong with a call's parameters, to throw it all at once. */
export interface ParameterChecks {
  /**
   * Notes a problem unless the value is right, or absent and not needed. True when it is there and right.
   *
   * @param expected types and quoted words: `string or function`, `"popup" or "embed"`
   * @param test for a string its pattern, for a number the least
   */
  check(parameter: string, value: unknown, expected: string, test?: RegExp | number, needed?: boolean): boolean;
  note(parameter: string, problem: ParameterIssue['problem'], value: unknown, expected: string): void;
  /** @throws CaptchaError `invalid_parameter` with every issue noted */
  finish(): void;
}

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

export function checkParameters(): ParameterChecks {
  const issues: ParameterIssue[] = [];
  const note: ParameterChecks['note'] = (parameter, problem, value, expected) => {
    // Enough of a wrong value to find it, too little to leak it.
    const received =
      typeof value === 'string'
        ? JSON.stringify(value.slice(0, 40))
        : Object(value) === value
          ? kindOf(value)
          : String(value);
    issues.push({
      parameter,
      problem,
      received,
      expected,
      message: `${parameter}: expected ${expected}, received ${received}`,
    });
  };
  return {
    note,
    check(parameter, value, expected, test, needed) {
      if (value === undefined && !needed) return false;
      const words = expected.split(' or ');
      const isNumber = typeof test === 'number';
      const typed = words.includes(kindOf(value));
      const right = typed
        ? isNumber
          ? (value as number) >= test && (value as number) < Infinity
          : !test || typeof value !== 'string' || test.test(value)
        : typeof value === 'string' && words.includes(`"${value}"`);
      const problem =
        value === undefined
          ? 'missing'
          : typed || (expected[0] === '"' && typeof value === 'string')
            ? 'unsupported'
            : 'type';
      if (!right)
        note(
          parameter,
          problem,
          value,
          test === undefined ? expected : `${expected} ${isNumber ? '>= ' : ''}${String(test)}`,
        );
      return right;
    },
    finish() {
      if (issues[0])
        throw new CaptchaError('invalid_parameter', {
          issues,
          message: issues.map(({ message }) => message).join('\n'),
        });
    },
  };
}

/** The object's own properties only: a polluted `Object.prototype` is no source of options. */
export function ownProperties<T>(value: T): T {
  return Object.assign(Object.create(null) as object, value);
}
