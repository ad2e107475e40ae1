import { describe, expect, it } from 'vitest';
import { phaseAfter, type InitPhase, type InitSign } from '../../src/providers/aliyun/init-phase.js';

const come = (signs: readonly InitSign[], replaces?: boolean) =>
  signs.reduce<InitPhase>((phase, sign) => phaseAfter(phase, sign, replaces), 'queued');

interface Row {
  /** What happens at the vendor. */
  what: string;
  signs: InitSign[];
  phase: InitPhase;
}

describe('the order of what Aliyun says of an init', () => {
  it.each<Row>([
    { what: 'nothing yet', signs: [], phase: 'queued' },
    { what: 'the call', signs: ['asked'], phase: 'asked' },
    { what: 'the call, then its instance', signs: ['asked', 'instance'], phase: 'there' },
    { what: 'V3, success after getInstance', signs: ['asked', 'instance', 'param'], phase: 'passed' },
    { what: 'V3, success before getInstance', signs: ['asked', 'param'], phase: 'failed' },
    { what: 'V3, success before getInstance, which follows', signs: ['asked', 'param', 'instance'], phase: 'failed' },
    { what: 'V3, Init fails: success before onError', signs: ['asked', 'param', 'failure'], phase: 'failed' },
    {
      what: 'V3, success, then onError in the same turn',
      signs: ['asked', 'instance', 'param', 'failure'],
      phase: 'failed',
    },
    { what: 'V3, a pass told twice', signs: ['asked', 'instance', 'param', 'param'], phase: 'passed' },
    { what: 'V3, a degraded param', signs: ['asked', 'instance', 'failure'], phase: 'failed' },
    { what: 'V3, a late pass after a failure', signs: ['asked', 'instance', 'failure', 'param'], phase: 'failed' },
    { what: 'V2, the page says yes', signs: ['asked', 'instance', 'verified'], phase: 'passed' },
    {
      what: 'V2, the page says yes to two params',
      signs: ['asked', 'instance', 'verified', 'verified'],
      phase: 'passed',
    },
    { what: 'V2, a failover param', signs: ['asked', 'failure'], phase: 'failed' },
    {
      what: 'V2, a failover param while the page decides',
      signs: ['asked', 'instance', 'failure', 'verified'],
      phase: 'failed',
    },
    { what: "the API's code, in the promise alone", signs: ['asked', 'failure'], phase: 'failed' },
    { what: 'onError, then a promise that says the same', signs: ['asked', 'failure', 'failure'], phase: 'failed' },
    { what: 'an instance that comes after the failure', signs: ['asked', 'failure', 'instance'], phase: 'failed' },
    { what: 'a failure before its turn has come', signs: ['failure', 'asked', 'instance'], phase: 'failed' },
    { what: 'a second instance after the pass', signs: ['asked', 'instance', 'param', 'instance'], phase: 'passed' },
  ])('$what: $phase', ({ signs, phase }) => {
    expect(come(signs)).toBe(phase);
  });

  it.each<Row>([
    { what: 'success before getInstance is the other one’s', signs: ['asked', 'param'], phase: 'asked' },
    { what: 'and its own instance is waited for', signs: ['asked', 'param', 'instance'], phase: 'there' },
    { what: 'success after getInstance is its own', signs: ['asked', 'instance', 'param'], phase: 'passed' },
    { what: 'a failure is its own', signs: ['asked', 'param', 'failure'], phase: 'failed' },
    { what: 'the page’s yes to the other one’s V2 param is a pass', signs: ['asked', 'verified'], phase: 'passed' },
  ])('of an init that replaces another, $what: $phase', ({ signs, phase }) => {
    expect(come(signs, true)).toBe(phase);
  });
});
