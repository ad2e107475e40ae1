import { expect } from '../harness.js';
import { exportOf } from './shop.js';
import type { Place, SnippetRuns } from './snippet-run.js';

/** What the snippet makes of a proof, in words. `vendor` and `outage` are what the two parameters say. */
async function judge({ page, shop, code }: Place, proof: unknown, vendor: boolean, outage: boolean): Promise<unknown> {
  await shop.openModule('', code);
  return page.evaluate(
    async (given) => {
      const address = '/snippet.js';
      const { judge } = (await import(address)) as { judge(proof: unknown, asked: object): Promise<string> };
      return judge(given.proof, { askVendor: () => given.vendor, seesOutage: () => given.outage });
    },
    { proof, vendor, outage },
  );
}

const seconds = () => Math.floor(Date.now() / 1000);
const real = { v: 1, vendor: 'tencent', id: '190000001', ticket: 'tr03abc*', randstr: '@abc' };
const param = { v: 1, vendor: 'aliyun', id: 'scene1', captchaVerifyParam: 'eyJ9' };
const recovery = (ticket: unknown) => ({ v: 1, vendor: 'tencent', id: '190000001', ticket, failures: [] });

const cases: { does: string; proof: () => unknown; vendor?: boolean; outage?: boolean; says: string }[] = [
  { does: 'a ticket that Tencent confirms', proof: () => real, vendor: true, says: 'let in' },
  { does: 'a ticket that Tencent refuses', proof: () => real, outage: true, says: 'refuse' },
  { does: 'a param that Aliyun confirms', proof: () => param, vendor: true, says: 'let in' },
  {
    does: 'a recovery ticket in fair weather',
    proof: () => recovery(`trerror_1001_1_${seconds()}`),
    vendor: true,
    says: 'refuse',
  },
  {
    does: 'a recovery ticket in an outage',
    proof: () => recovery(`trerror_1001_1_${seconds()}`),
    outage: true,
    says: 'second factor',
  },
  { does: 'an old recovery ticket', proof: () => recovery('trerror_1001_1_1600000000'), outage: true, says: 'refuse' },
  {
    does: 'a malformed recovery ticket',
    proof: () => recovery('trerror_1001_1'),
    vendor: true,
    outage: true,
    says: 'refuse',
  },
  {
    does: 'a recovery ticket in an array',
    proof: () => recovery([`trerror_1001_1_${seconds()}`]),
    vendor: true,
    outage: true,
    says: 'refuse',
  },
  { does: 'nothing', proof: () => null, vendor: true, outage: true, says: 'refuse' },
];

export const runs: SnippetRuns = {
  'README.md › Your server': cases.map(({ does, proof, vendor = false, outage = false, says }) => ({
    does: `says "${says}" to ${does}`,
    async run(place) {
      expect(await judge(place, proof(), vendor, outage)).toBe(says);
    },
  })),
  'README.md › Your server (2)': [
    {
      does: 'gives what its comments say',
      async run({ page, shop, code }) {
        const [ticket, parts] = Array.from(code.matchAll(/^\/\/ (.+)$/gm), ([, text]) => text ?? '');
        await shop.openModule('', code);
        const evaluated = await page.evaluate(
          (texts) => texts.map((text) => (0, eval)(`(${text})`) as unknown),
          [String(ticket), String(parts)],
        );
        expect([await exportOf(page, 'ticket'), await exportOf(page, 'parts')]).toEqual(evaluated);
      },
    },
  ],
};
