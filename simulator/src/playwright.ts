/** `captcha-failover-simulator/playwright`: the vendors in end-to-end tests of an app that need not know of them. */
export { routeVendors } from './route-vendors.js';
export { closeChallenge, solveChallenge } from './solve-challenge.js';
