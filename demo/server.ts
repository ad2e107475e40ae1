import { pageHost } from './page-host.js';
import { createServerRoutes } from './server-routes.js';
import { projectRoot } from './project-root.js';
import { startSimulator, type Simulator } from 'captcha-failover-simulator';

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
    pages: pageHost(root, server),
  });
  server.start(simulator);
  return simulator;
}
