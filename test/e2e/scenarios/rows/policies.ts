import { trapsExcept, type SimulatorCase } from 'captcha-failover-simulator/cases';
import { aliyunCode, network, passed, tencentCode, type Expected } from '../expected.js';
import { rowsOf, type PageTerms, type Row, type RowPage } from '../row.js';

const header = (policy: string, more: RowPage = {}): RowPage => ({
  ...more,
  headers: { 'content-security-policy': policy },
});
const SELF_ONLY = "script-src 'self'";
const NONCE = 'cGFnZQ';

const defaultPolicy = (rules: string) => `<script>self.trustedTypes?.createPolicy('default', { ${rules} });</script>`;
const everything = defaultPolicy('createHTML: (html) => html, createScriptURL: (url) => url');

const blocked: Expected = {
  status: 'unverified',
  code: 'csp_blocked',
  category: 'page',
  errorCode: 1001,
  attempts: 1,
  requests: {},
};
const refused: Expected = { ...blocked, code: 'trusted_types_refused' };

/** Vendors whose scripts set no HTML and no URL as a plain string. */
const careful: Partial<SimulatorCase> = {
  traps: trapsExcept('tencent-inner-html', 'tencent-script-src', 'aliyun-inner-html', 'aliyun-script-src'),
};

/** What else the page asks of the host of the script, over and over. */
const blockedImages = ({ urls: [url = ''] }: PageTerms): RowPage => {
  const addresses = JSON.stringify([new URL(url).origin, `${new URL(url).origin}/`, url]);
  const head = `<script>setInterval(() => ${addresses}.forEach((address) => { new Image().src = address; }), 20)</script>`;
  return header("img-src 'none'", { head });
};

const row = (
  name: string,
  page: RowPage | ((terms: PageTerms) => RowPage),
  expected: Parameters<typeof rowsOf>[2],
  simulatorCase: Partial<SimulatorCase> = {},
) => rowsOf(name, simulatorCase, expected, { page: typeof page === 'function' ? page : () => page });

/** The page's Content-Security-Policy, and Trusted Types. */
export const policyRows: readonly Row[] = [
  ...row('CSP by header blocks the script', header(SELF_ONLY), blocked),
  ...row(
    'CSP by meta blocks the script',
    { head: `<meta http-equiv="Content-Security-Policy" content="${SELF_ONLY}">` },
    blocked,
  ),
  ...row('CSP that only reports', { headers: { 'content-security-policy-report-only': SELF_ONLY } }, passed),
  ...row(
    'CSP that only reports, and the script fails',
    { headers: { 'content-security-policy-report-only': SELF_ONLY } },
    network,
    { entry: ['404'] },
  ),
  ...row('CSP blocks images of the host of the script, and the script fails', blockedImages, network, {
    entry: ['404'],
  }),
  ...row(
    "CSP that names the vendors' hosts",
    ({ hosts }) => header(`script-src 'self' ${Object.values(hosts).join(' ')}`),
    passed,
  ),
  ...row('nonce-only CSP', header(`script-src 'nonce-${NONCE}'`, { nonce: NONCE }), {
    tencent: tencentCode(1004, { note: "our tag is let in, the vendor's own next script is not" }),
    aliyun: aliyunCode('vendor_failed', 'DYNAMICJS_FAIL', {
      note: "our tag is let in, the vendor's own next script is not",
    }),
  }),
  ...row(
    'nonce-only CSP, a vendor that passes the nonce on',
    header(`script-src 'nonce-${NONCE}'`, { nonce: NONCE }),
    passed,
    careful,
  ),
  ...row("CSP with 'strict-dynamic'", header(`script-src 'nonce-${NONCE}' 'strict-dynamic'`, { nonce: NONCE }), passed),
  ...row(
    'Trusted Types with our policy only',
    header("require-trusted-types-for 'script'; trusted-types captcha-failover tencent-captcha aliyun-simulator"),
    passed,
    careful,
  ),
  ...row(
    "Trusted Types with our policy only, and a vendor's script that sets plain strings",
    header("require-trusted-types-for 'script'; trusted-types captcha-failover"),
    { ...refused, requests: { entry: 1 } },
  ),
  ...row(
    "Trusted Types with our policy only, and a vendor's script that sets plain strings, met by preload()",
    header("require-trusted-types-for 'script'; trusted-types captcha-failover"),
    // The preload has asked already, and Aliyun's function is there.
    { tencent: { ...refused, requests: {} }, aliyun: { ...refused, requests: {}, attempts: 0 } },
  ).map((each): Row => ({ ...each, preloads: each.providers[0]?.vendor === 'aliyun' ? 'config' : 'entry' })),
  ...row(
    'Trusted Types with a default policy',
    header("require-trusted-types-for 'script'; trusted-types default", { head: everything }),
    passed,
  ),
  ...row(
    'Trusted Types that allow no policy',
    header("require-trusted-types-for 'script'; trusted-types 'none'"),
    refused,
  ),
  ...row(
    'Trusted Types whose default policy refuses',
    header("require-trusted-types-for 'script'; trusted-types default", {
      head: defaultPolicy('createScriptURL: () => null'),
    }),
    refused,
  ),
  ...row('a fault of the page, without onError, is written to the console once', header(SELF_ONLY), {
    ...blocked,
    before: ['unverified: csp_blocked'],
    failed: 2,
    heard: 0,
    sees: { console: ['error'] },
  }).map((each): Row => ({ ...each, play: 'console' })),
];
