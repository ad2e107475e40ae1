import { afterEach } from 'vitest';
import { startHosts, type RunningHosts, type HostsOptions } from '../../../simulator/src/start-hosts.js';
import type { VendorHandler } from '../../../simulator/src/vendor-handler.js';

export const SCRIPT = 'window.Vendor = function Vendor() {};\n/* A body long enough to be cut into pieces. */\n';

/** A vendor with one answer of each kind, in place of the real simulated ones. */
const vendor: VendorHandler = ({ path, body }) => {
  switch (path) {
    case '/entry.js':
      return { place: 'entry', headers: { 'content-type': 'text/javascript' }, body: SCRIPT, global: 'Vendor' };
    case '/secondary.js':
      return { place: 'secondary', headers: { 'Content-Type': 'text/javascript' }, body: SCRIPT };
    case '/jsonp':
      return { place: 'config', headers: { 'content-type': 'text/javascript' }, body: 'cb_1({"ticket":1});' };
    case '/init':
      return { place: 'config', headers: { 'content-type': 'application/json' }, body: '{"Code":"Success"}' };
    case '/image':
      return { place: 'image', headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' };
    case '/echo':
      return { place: null, headers: { 'content-type': 'text/plain' }, body };
    case '/throws':
      throw new Error('broken handler');
    default:
      return undefined;
  }
};

const started: RunningHosts[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((simulator) => simulator.close()));
});

/** A simulator that ends with the test. */
export async function startTestSimulator(options: Partial<HostsOptions> = {}): Promise<RunningHosts> {
  const simulator = await startHosts({ vendors: { tencent: vendor, aliyun: vendor }, ...options });
  started.push(simulator);
  return simulator;
}
