import { execFileSync } from 'node:child_process';
import { expect } from '../harness.js';
import { exportOf } from './shop.js';
import type { SnippetRuns } from './snippet-run.js';

interface Judged {
  readonly what: string;
  readonly proof: unknown;
  /** What the vendor says when it is asked, and whether the server sees an outage. */
  readonly vendor?: boolean;
  readonly outage?: boolean;
  readonly verdict: string;
}

const now = Math.floor(Date.now() / 1000);
const real = { v: 1, vendor: 'tencent', id: '190000001', ticket: 'tr03abc*', randstr: '@abc' };
const param = { v: 1, vendor: 'aliyun', id: 'scene1', captchaVerifyParam: 'eyJ9' };
const recovery = (ticket: unknown) => ({ v: 1, vendor: 'tencent', id: '190000001', ticket, failures: [] });
const fresh = recovery(`trerror_1001_1_${now}`);

const judged: readonly Judged[] = [
  { what: 'a ticket that Tencent confirms', proof: real, vendor: true, verdict: 'let in' },
  { what: 'a ticket that Tencent refuses, in an outage', proof: real, outage: true, verdict: 'refuse' },
  { what: 'a param that Aliyun confirms', proof: param, vendor: true, verdict: 'let in' },
  { what: 'a recovery ticket in fair weather', proof: fresh, vendor: true, verdict: 'refuse' },
  { what: 'a recovery ticket in an outage', proof: fresh, outage: true, verdict: 'second factor' },
  { what: 'an old one', proof: recovery('trerror_1001_1_1600000000'), vendor: true, outage: true, verdict: 'refuse' },
  { what: 'a malformed one', proof: recovery('trerror_1001_1'), vendor: true, outage: true, verdict: 'refuse' },
  { what: 'one in an array', proof: recovery([fresh.ticket]), vendor: true, outage: true, verdict: 'refuse' },
  { what: 'a vendor that is none', proof: { ...real, vendor: 'x' }, vendor: true, outage: true, verdict: 'refuse' },
  { what: 'nothing', proof: null, vendor: true, outage: true, verdict: 'refuse' },
];

/** Runs a snippet in Node, where it finds the package as an installed one is found; its last line prints JSON. */
const inNode = (code: string): unknown =>
  JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' }));

export const runs: SnippetRuns = {
  'README.md › Your server': [
    {
      does: 'judges as the rules above it say',
      run({ code }) {
        const cases = JSON.stringify(judged);
        const print = `console.log(JSON.stringify(await Promise.all(${cases}.map(({ proof, vendor, outage }) =>
          judge(proof, { askVendor: async () => !!vendor, seesOutage: async () => !!outage })))))`;
        const verdicts = inNode(`${code}\n${print}`) as string[];
        expect(judged.map(({ what }, index) => `${what}: ${verdicts[index] ?? ''}`)).toEqual(
          judged.map(({ what, verdict }) => `${what}: ${verdict}`),
        );
        return Promise.resolve();
      },
    },
  ],
  'README.md › Your server (2)': [
    {
      does: 'gives what its comments say, in a browser and in Node',
      async run({ page, shop, code }) {
        const comments = Array.from(code.matchAll(/^\/\/ (.+)$/gm), ([, text]) => text ?? '');
        const said = inNode(`console.log(JSON.stringify([${comments.join()}]))`);
        await shop.openModule('', code);
        expect([await exportOf(page, 'ticket'), await exportOf(page, 'parts')]).toEqual(said);
        expect(inNode(`${code}\nconsole.log(JSON.stringify([ticket, parts]))`)).toEqual(said);
      },
    },
  ],
};
