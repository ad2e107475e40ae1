import type { Vendor } from '../../src/index.js';
import type { FloodResult } from '../forged-flood.js';
import type { ServerState } from '../server-routes.js';

/** The switches and figures of the demo's server. Each rejects when the server does not answer as it should. */
export const readServerState = (): Promise<ServerState> => ask('/server/state');

export const takeDown = (vendor: Vendor, down: boolean): Promise<unknown> => ask('/server/vendor', { vendor, down });

export const sendForgedTickets = (count: number): Promise<FloodResult> => ask('/server/flood', { count });

async function ask<T>(path: string, fields?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, fields ? { method: 'POST', headers, body: JSON.stringify(fields) } : {});
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}
