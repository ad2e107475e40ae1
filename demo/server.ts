import { pageHost } from './page-host.js';
import { aliyunHandler } from './simulator/aliyun/api.js';
import { projectRoot } from './simulator/project-root.js';
import { startSimulator, type Simulator } from './simulator/server.js';
import { tencentHandler } from './simulator/tencent/api.js';

export interface DemoOptions {
  /** Port of the pages; any free one if it is taken. Default: any. */
  port?: number;
  /** The project's folder, with `demo/` and `dist/` in it. Default: the one that this file belongs to. */
  root?: string;
}

/** Serves the demo pages and, on ports of their own, the simulated vendors. */
export function startDemo({ port = 0, root = projectRoot() }: DemoOptions = {}): Promise<Simulator> {
  return startSimulator({
    port,
    vendors: { tencent: tencentHandler, aliyun: aliyunHandler },
    pages: pageHost(root),
  });
}
