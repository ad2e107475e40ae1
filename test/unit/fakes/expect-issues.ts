import { expect } from 'vitest';
import type { CaptchaError, ParameterIssue } from '../../../src/index.js';

/** What `act` throws: one error for all that is wrong. */
export function issuesOf(act: () => unknown): readonly ParameterIssue[] {
  let thrown: CaptchaError | undefined;
  try {
    act();
  } catch (error) {
    thrown = error as CaptchaError;
  }
  expect(thrown, 'something is thrown').toBeDefined();
  expect(thrown).toMatchObject({
    name: 'CaptchaError',
    code: 'invalid_parameter',
    category: 'configuration',
    next: 'fix_configuration',
  });
  const issues = thrown?.issues ?? [];
  for (const { parameter, problem, received, expected, message } of issues) {
    expect(['type', 'unsupported', 'missing', 'not_found']).toContain(problem);
    for (const text of [parameter, received, expected, message]) {
      expect(text).toBeTypeOf('string');
      expect(text).not.toBe('');
    }
    expect(message).toContain(parameter);
    expect(thrown?.message).toContain(parameter);
  }
  return issues;
}

/** Exactly one problem, of one parameter; `missing` is said only of what is not there. */
export function expectIssue(act: () => unknown, parameter: string, problem?: ParameterIssue['problem']): void {
  const issues = issuesOf(act);
  expect(issues.map((issue) => issue.parameter)).toEqual([parameter]);
  if (!problem) return;
  expect(issues[0]?.problem).toBe(problem);
  if (problem !== 'missing') expect(issues[0]?.received).not.toBe('undefined');
}
