/** `captcha-failover-simulator/cases`: what can be broken, and how a URL asks for it. For browsers, too. */
export * from './case.js';
export { NO_HOSTS, type ListeningHost, type SimulatorHosts } from './hosts.js';
export { caseOf } from './vendor-faults.js';
export type { AliyunFaults, PlaceFaults, SimulatedVendor, TencentFaults, VendorFaults } from './vendor-faults.js';
