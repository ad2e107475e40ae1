import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser } from '@playwright/test';
import { startSimulator, type Simulator } from 'captcha-failover-simulator';
import { routeVendors, solveChallenge } from 'captcha-failover-simulator/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecoveryTicket } from '../../src/recovery-ticket.js';
import { foundEngines } from '../e2e/engines.js';
import { startServer, type Framework, type RunningServer } from './frameworks.js';
import { startVendorHost, type VendorHost } from './vendor-host.js';

const appId = '190000001';
const solved = { v: 1, vendor: 'tencent', id: appId, ticket: 'good-1', randstr: '@abc' };
const wrong = { ...solved, ticket: 'bad-1' };
let serial = 0;
/** Each with a ticket of its own, by a session id as the vendor's script gives it. */
const recovery = (pageToken?: string) => ({
  v: 1,
  vendor: 'tencent',
  id: appId,
  ticket: `${createRecoveryTicket({ code: 1001, id: appId })}_${(serial += 1)}`,
  randstr: '@abcdefghijk',
  failures: [],
  pageToken,
});

const sceneTicket = () => createRecoveryTicket({ code: 1001, id: 'scene1' });

/** What a proxy adds: it appends the visitor's address to what the visitor wrote, and sets the other headers itself. */
const throughProxy = (headers: Readonly<Record<string, string>>) => ({
  ...headers,
  'x-forwarded-for': [headers['x-forwarded-for'], '203.0.113.7'].filter(Boolean).join(', '),
  'x-forwarded-proto': 'https',
  'x-real-ip': '203.0.113.7',
});

const send = (origin: string, body: BodyInit | undefined, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${origin}/login`, { method: 'POST', headers: throughProxy(headers), ...(body !== undefined && { body }) });

const sendJson = (origin: string, posted: unknown, headers: Readonly<Record<string, string>> = {}) =>
  send(origin, JSON.stringify(posted), { 'content-type': 'application/json', ...headers });

/** As a browser posts a form without files. */
const sendForm = (origin: string, fields: Record<string, string>) => send(origin, new URLSearchParams(fields));

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** The budget of a server that has just begun fills with time: who comes before gets a way on, and may come again. */
async function sendUntilBudget(origin: string, posted: unknown, cookie: string): Promise<unknown[]> {
  for (let left = 30; left > 0; left -= 1) {
    const response = await sendJson(origin, posted, { cookie });
    const said = (await response.json()) as { next?: string };
    if (said.next !== 'step_up') return [response.status, said];
    await pause(500);
  }
  throw new Error('The budget did not fill.');
}

/** A page token and the session that it is bound to. */
async function visitPage(origin: string) {
  const response = await fetch(`${origin}/page-token`, { headers: throughProxy({}) });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('no-store');
  return { pageToken: await response.text(), cookie: cookiesOf(response) };
}

let vendor: VendorHost;
beforeAll(async () => {
  vendor = await startVendorHost();
});
afterAll(() => vendor.close());

describe.each<Framework>(['express', 'fastify', 'next', 'fetch'])('the recipe for %s', (framework) => {
  let server: RunningServer;
  let inOutage: RunningServer;
  beforeAll(async () => {
    server = await startServer(framework, { VENDOR_HOST: vendor.origin });
    inOutage = await startServer(framework, { VENDOR_HOST: vendor.origin, DECLARED_OUTAGE: '1' });
  });
  afterAll(async () => {
    for (const one of [server, inOutage] as (RunningServer | undefined)[]) await one?.stop();
  });
  const latest = () => vendor.contexts.at(-1);

  it('lets in who passed the challenge, and keeps the pass token from the page', async () => {
    const response = await sendJson(server.origin, { proof: solved, user: 'ada' });
    expect([response.status, await response.json()]).toEqual([200, { secondFactor: false }]);
    const [cookie = ''] = response.headers.getSetCookie().filter((one) => one.startsWith('captcha_pass='));
    expect(cookie).toMatch(/^captcha_pass=[\w-]+\.[\w-]+\.[\w-]+;/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=lax', 'Max-Age=2592000', 'Path=/'])
      expect(cookie.toLowerCase()).toContain(attribute.toLowerCase());
    const passToken = cookie.slice('captcha_pass='.length, cookie.indexOf(';'));
    await sendJson(server.origin, { proof: wrong }, { cookie: `captcha_pass=${passToken}` });
    expect(latest()).toMatchObject({ passToken });
  });

  it('takes a form whose field holds the proof as JSON', async () => {
    const response = await sendForm(server.origin, { proof: JSON.stringify(solved), user: 'ada' });
    expect([response.status, await response.json()]).toEqual([200, { secondFactor: false }]);
    expect(latest()).toMatchObject({ subject: 'ada' });
  });

  it('tells the page of a refusal nothing but what it can do', async () => {
    const response = await sendJson(server.origin, { proof: wrong });
    expect([response.status, await response.json()]).toEqual([403, { next: 'retry' }]);
    expect(cookiesOf(response)).not.toContain('captcha_pass');
  });

  it.each<[string, (origin: string) => Promise<Response>]>([
    ['nothing', (origin) => send(origin, undefined)],
    ['empty JSON', (origin) => sendJson(origin, {})],
    ['JSON that is null', (origin) => send(origin, 'null', { 'content-type': 'application/json' })],
    ['broken JSON', (origin) => send(origin, '{"proof":', { 'content-type': 'application/json' })],
    ['a form without a proof', (origin) => sendForm(origin, { user: 'ada' })],
    ['a form with an empty proof', (origin) => sendForm(origin, { user: 'ada', proof: '' })],
  ])('answers 400 to %s, and shows none of its insides', async (_, post) => {
    const response = await post(server.origin);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toMatch(/\bat .+:\d+|node_modules/);
  });

  it.each(['[1]', '{"v":1}', 'trerror_1001_190000001_1795219200', '{"v":1,"toString":1}'])(
    'refuses %s in the place of a proof',
    async (proof) => {
      const response = await sendForm(server.origin, { proof });
      expect([response.status, await response.json()]).toEqual([403, { next: 'stop' }]);
    },
  );

  it('takes the address from its own proxy, whatever a stranger writes', async () => {
    const forged = { 'x-forwarded-for': '192.0.2.1, 192.0.2.2', 'x-real-ip': '192.0.2.3', forwarded: 'for=192.0.2.4' };
    await sendJson(server.origin, { proof: wrong }, forged);
    expect(latest()).toMatchObject({ remoteIp: '203.0.113.7' });
  });

  it('in an outage lets in a recovery ticket with a page token of this session, and asks for a second factor', async () => {
    const { pageToken, cookie } = await visitPage(inOutage.origin);
    const soon = await sendJson(inOutage.origin, { proof: recovery(pageToken) }, { cookie });
    expect([soon.status, await soon.json()]).toEqual([403, { next: 'retry' }]);
    await pause(2100);
    const stranger = await sendJson(inOutage.origin, { proof: recovery(pageToken) });
    expect([stranger.status, await stranger.json()]).toEqual([403, { next: 'reload' }]);
    const proof = recovery(pageToken);
    expect(await sendUntilBudget(inOutage.origin, { proof }, cookie)).toEqual([200, { secondFactor: true }]);
    const again = await sendJson(inOutage.origin, { proof: recovery(pageToken) }, { cookie });
    expect([again.status, await again.json()]).toEqual([403, { next: 'reload' }]);
  });

  it('keeps the session over a second page token, and does without one', async () => {
    const { cookie } = await visitPage(inOutage.origin);
    const second = await fetch(`${inOutage.origin}/page-token`, { headers: throughProxy({ cookie }) });
    const pageToken = await second.text();
    await pause(2100);
    const proof = { ...recovery(pageToken), id: 'scene1', vendor: 'aliyun', ticket: sceneTicket() };
    expect(await sendUntilBudget(inOutage.origin, { proof }, cookie)).toEqual([200, { secondFactor: true }]);
    const without = await sendJson(inOutage.origin, { proof: recovery() }, { cookie });
    expect([without.status, await without.json()]).toEqual([403, { next: 'reload' }]);
  });

  it('complains of nothing', () => {
    const kinds = inOutage.errors.match(/(?<="kind":")\w+|^[^{\n].*/gm);
    expect([server.errors, new Set(kinds)]).toEqual(['', new Set(['declared'])]);
  });
});

describe('the server action for Next.js', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer('next', { VENDOR_HOST: vendor.origin });
  });
  afterAll(() => (server as RunningServer | undefined)?.stop());

  /** What the page shows after its form was posted, as a browser without scripts does it. */
  async function act(fields: Record<string, string>): Promise<unknown> {
    const html = await (await fetch(server.origin)).text();
    const form = new FormData();
    for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g))
      form.set(name, value.replaceAll('&quot;', '"'));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const response = await fetch(server.origin, { method: 'POST', headers: throughProxy({}), body: form });
    const [, shown = ''] = /<output>(.*?)<\/output>/.exec(await response.text()) ?? [];
    return JSON.parse(shown.replaceAll('&quot;', '"'));
  }

  it.each([
    ['a solved captcha', { proof: JSON.stringify(solved), user: 'ada' }, { secondFactor: false }],
    ['a wrong one', { proof: JSON.stringify(wrong), user: 'ada' }, { next: 'retry' }],
    ['no proof', { user: 'ada' }, { next: 'reload' }],
    ['nonsense', { proof: '[1]' }, { next: 'stop' }],
  ])('says what becomes of %s', async (_, fields, said) => {
    expect(await act(fields)).toEqual(said);
  });

  it('has the vendors’ SDKs among the files that Next.js copies', () => {
    const traced = readFileSync('test/servers/dist/next/.next/server/app/login/route.js.nft.json', 'utf8');
    for (const sdk of ['tencentcloud-sdk-nodejs-common', '@alicloud/captcha20230305'])
      expect(traced).toContain(`node_modules/${sdk}/package.json`);
  });

  it('gives the visitor’s address as the proxy does', async () => {
    await act({ proof: JSON.stringify(wrong) });
    expect(vendor.contexts.at(-1)).toMatchObject({ remoteIp: '203.0.113.7' });
  });
});

describe('the form for Next.js, in Chromium', () => {
  let simulator: Simulator;
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    simulator = await startSimulator();
    const sites = { tencent: simulator.site('tencent'), aliyun: simulator.site('aliyun') };
    server = await startServer('next', { VENDOR_HOST: vendor.origin, VENDOR_SITES: JSON.stringify(sites) });
    browser = await chromium.launch({ ...foundEngines.chromium?.launchOptions });
  });
  afterAll(async () => {
    await (browser as Browser | undefined)?.close();
    await (server as RunningServer | undefined)?.stop();
    await (simulator as Simulator | undefined)?.close();
  });

  it.each([
    ['both vendors are healthy', 'tencent', {}],
    ['the first vendor hangs', 'aliyun', { tencent: { entry: 'hang' } }],
  ] as const)('is hydrated without a word on the console, and signs in while %s', async (_, passedBy, faults) => {
    const url = `${server.origin}/sign-in`;
    expect(await (await fetch(url)).text()).toContain('aria-label="User"');

    const context = await browser.newContext({ extraHTTPHeaders: throughProxy({}) });
    await routeVendors(context, simulator, faults);
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    const proofs: string[] = [];
    page.on('request', (request) => proofs.push(...(/"vendor":"(\w+)"/.exec(request.postData() ?? '') ?? [])));
    // Its preload tells that the form is protected by now.
    const preloaded = page.waitForRequest(/TJCaptcha\.js/);
    await page.goto(url);
    await preloaded;
    await page.getByLabel('User').fill('ada');
    await page.getByLabel('Password').fill('analytical engine');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await solveChallenge(page);
    await page.getByText('Signed in.').waitFor();
    expect(proofs).toContain(passedBy);
    expect(said).toEqual([]);
    await context.close();
  });
});
