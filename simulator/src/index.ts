/** `captcha-failover-simulator`: both vendors on this machine, for tests and for trying things out. */
export { SIMULATED_IDS, startSimulator } from './start-simulator.js';
export type { ScriptUrlOptions, SimulatedSite, Simulator, SimulatorOptions } from './start-simulator.js';
export type { HostsState as SimulatorState } from './start-hosts.js';
export type { RequestLog } from './request-log.js';
export * from './cases.js';

// For tests of a server: what the vendors' server APIs take, and what they have been asked.
export { SIMULATED_CREDENTIALS } from './server-apis/credentials.js';
export { SERVER_API_VENDORS } from './server-apis/server-apis.js';
export type { ServerApiCall, ServerApis, ServerApiVendor } from './server-apis/server-apis.js';
export type { ServerApiFault } from './server-apis/server-api-faults.js';
export { mintAicaptchaResponse } from './server-apis/aicaptcha-responses.js';
export {
  mintAliyunParam,
  mintCertifyId,
  mintSecurityToken,
  type AliyunParamWish,
} from './server-apis/aliyun-params.js';
export { mintTencentTicket, type TencentTicketWish } from './server-apis/tencent-tickets.js';

// For the `pages` of a simulator.
export { requestBody } from './request-body.js';
