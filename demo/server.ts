import { pageHost } from './page-host.js';
import { createServerRoutes } from './server-routes.js';
import { aliyunHandler } from '../simulator/src/aliyun/api.js';
import { projectRoot } from '../simulator/src/project-root.js';
import { startSimulator, type Simulator } from '../simulator/src/server.js';
import { tencentHandler } from '../simulator/src/tencent/api.js';

export interface DemoOptions {
  /** Port of the pages; any free one if it is taken. Default: any. */
  port?: number;
  /** The project's folder, with `demo/` and `dist/` in it. Default: the one that this file belongs to. */
  root?: string;
}

/** Serves the demo pages and, on ports of their own, the simulated vendors. */
export async function startDemo({ port = 0, root = projectRoot() }: DemoOptions = {}): Promise<Simulator> {
  const server = createServerRoutes();
  const simulator = await startSimulator({
    port,
    vendors: { tencent: tencentHandler, aliyun: aliyunHandler },
    pages: pageHost(root, server),
  });
  server.start(simulator);
  return simulator;
}
