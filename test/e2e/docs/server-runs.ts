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
const inNode = (code: string, env = {}): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: 'pipe',
      encoding: 'utf8',
      env: { ...process.env, ...env },
    }),
  );

/** Posted where no vendor could be asked, so what it refuses it refuses by itself. */
const posted = [null, '{"v":1}', JSON.stringify(recovery(`trerror_1001_190000001_${now}`))];

export const runs: SnippetRuns = {
  'README.md › Your server': [
    {
      does: 'refuses what is no proof, and a recovery ticket in fair weather',
      run({ code }) {
        const names = ['TENCENT_APP_SECRET', 'TENCENT_ID', 'TENCENT_KEY', 'ALIYUN_ID', 'ALIYUN_SECRET', 'CAPTCHA_KEY'];
        for (const name of names) expect(code).toContain(name);
        const ask = `console.log(JSON.stringify(await Promise.all(${JSON.stringify(posted)}.map((proof) =>
          mayLogIn(proof, { remoteIp: '203.0.113.7', session: 'session-1' })))));
          await verifier.close();`;
        const env = Object.fromEntries(names.map((name) => [name, name.padEnd(32, '-')]));
        const verdicts = inNode(`${code}\n${ask}`, env) as { allowed: boolean; next?: string }[];
        expect(verdicts.map(({ allowed }) => allowed)).toEqual([false, false, false]);
        for (const { next } of verdicts) expect(next).toMatch(/^(retry|reload|step_up|stop)$/);
        return Promise.resolve();
      },
    },
    {
      does: 'names a secret that is missing as soon as it starts',
      run({ code }) {
        expect(() => inNode(code, { CAPTCHA_KEY: 'x'.repeat(32) })).toThrow('sites[0].appSecretKey');
        return Promise.resolve();
      },
    },
  ],
  'docs/recovery-tickets.md › Rules': [
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
  'docs/recovery-tickets.md › Reading and making one': [
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
