import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  mintAicaptchaResponse,
  mintAliyunParam,
  mintTencentTicket,
  SERVER_API_VENDORS,
  type ServerApiVendor,
  SIMULATED_CREDENTIALS,
  type Simulator,
  startSimulator,
} from 'captcha-failover-simulator';
import { createSiteCheck, type SiteCheck, type SiteCheckOptions } from '../../../../src/server/checks/site-check.js';
import type { CheckInput } from '../../../../src/server/checks/vendor-api.js';
import type { CheckResult } from '../../../../src/server/checks/check-result.js';
import type { Caller } from '../../../../src/server/real-tickets/gate.js';
import type { AicaptchaSite, AliyunSite, Site, TencentSite } from '../../../../src/server/sites.js';
import { anybody, openGate } from './open-gate.js';

export const APP_ID = '190000001';
export const SCENE_ID = 'scene1';
export const REMOTE_IP = '203.0.113.7';
export const vendors = SERVER_API_VENDORS;

// Tencent's SDK would ask a proxy for a loopback address too.
for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'])
  Reflect.deleteProperty(process.env, name);

/** One simulator for a test file, without faults at the beginning of each test. */
export function simulated() {
  let simulator: Simulator | undefined;
  const running = () => {
    if (!simulator) throw new Error('The simulator does not run yet');
    return simulator;
  };
  beforeAll(async () => {
    simulator = await startSimulator();
    // The SDKs take a while to load, which no time limit shall feel.
    await Promise.all(vendors.map((vendor) => siteCheck(vendor).ready()));
  });
  afterEach(() => {
    for (const vendor of vendors) {
      running().serverApis.setFault(vendor);
      running().setDown(vendor, false);
    }
  });
  afterAll(() => running().close());

  const site = (vendor: ServerApiVendor): Site => {
    const { hosts } = running();
    switch (vendor) {
      case 'tencent':
        return { vendor, appId: APP_ID, ...SIMULATED_CREDENTIALS.tencent, endpoint: hosts.tencentApi };
      case 'aliyun':
        return { vendor, sceneId: SCENE_ID, ...SIMULATED_CREDENTIALS.aliyun, endpoint: hosts.aliyunApi };
      case 'aicaptcha': {
        const endpoint = `${hosts.aicaptchaApi}/siteverify`;
        return { vendor, siteKey: 'key1', ...SIMULATED_CREDENTIALS.aicaptcha, endpoint };
      }
    }
  };
  const siteCheck = (
    vendor: ServerApiVendor,
    overrides: Partial<TencentSite> | Partial<AliyunSite> | Partial<AicaptchaSite> = {},
    options: Partial<SiteCheckOptions> = {},
  ): Omit<SiteCheck, 'check'> & { check(input: CheckInput, caller?: Caller): Promise<CheckResult> } => {
    const configured = { ...site(vendor), ...overrides } as Site;
    const made = createSiteCheck(configured, { timeoutMs: 10_000, allowTestMode: false, gate: openGate, ...options });
    return { ...made, check: (input, caller = anybody) => made.check(input, caller) };
  };

  return {
    site,
    siteCheck,
    running,
    /** How many calls the vendor has got so far. */
    callsTo: (vendor: ServerApiVendor) => running().serverApis.calls.filter((call) => call.vendor === vendor).length,
  };
}

/** A ticket that its vendor has not seen yet and passes. */
export function freshInput(vendor: ServerApiVendor): CheckInput {
  switch (vendor) {
    case 'tencent':
      return { ...mintTencentTicket({ appId: APP_ID }), remoteIp: REMOTE_IP };
    case 'aliyun':
      return { captchaVerifyParam: mintAliyunParam({ sceneId: SCENE_ID }), remoteIp: REMOTE_IP };
    case 'aicaptcha':
      return { response: mintAicaptchaResponse(), remoteIp: REMOTE_IP };
  }
}
