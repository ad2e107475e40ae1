// @vitest-environment node
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, request, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from './local-server.js';
import { seeRequest } from '../../../../src/server/checks/seen-request.js';

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => response.writeHead(Number(url.slice(1))).end());
  origin = await listen(server);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const ask = (status: number, headers: Record<string, string> = {}) =>
  new Promise<string>((resolve, reject) => {
    request(`${origin}/${status}`, { headers }, (response) => {
      response.resume().on('end', () => resolve(`answered ${String(response.statusCode)}`));
    })
      .on('error', reject)
      .end();
  });

it('what broke a call is seen', async () => {
  const { seen } = await seeRequest(
    (headers) =>
      new Promise<void>((resolve) => {
        request('http://127.0.0.1:1/', { headers })
          .on('error', () => resolve())
          .end();
      }),
  );
  expect(seen).toEqual({ error: expect.objectContaining({ code: 'ECONNREFUSED' }) as Error });
});

describe('the HTTP status of a call', () => {
  it('is that of the request with the headers, whatever else the process asks for', async () => {
    const result = await seeRequest(async (headers) => {
      const value = await ask(502, headers);
      await ask(200);
      return value;
    });
    expect(result).toEqual({ value: 'answered 502', seen: { status: 502 } });
  });

  it('is told apart for calls at the same time', async () => {
    const calls = [200, 404, 503].map((status) => seeRequest((headers) => ask(status, headers)));
    expect((await Promise.all(calls)).map(({ seen }) => seen.status)).toEqual([200, 404, 503]);
  });

  it('is unknown when no request bears the headers', async () => {
    expect(await seeRequest(() => ask(503))).toEqual({ value: 'answered 503', seen: {} });
  });

  it('is no longer listened for afterwards, also when the call fails', async () => {
    const failure = new Error('simulated');
    let marked: Record<string, string> = {};
    await expect(
      seeRequest((headers) => {
        marked = headers;
        return Promise.reject(failure);
      }),
    ).rejects.toBe(failure);
    const listeners: number[] = [];
    const count = (message: unknown) => {
      listeners.push(
        (message as { request: { listenerCount: (name: string) => number } }).request.listenerCount('response'),
      );
    };
    subscribe('http.client.request.start', count);
    await ask(200, marked);
    unsubscribe('http.client.request.start', count);
    // The one of the test itself.
    expect(listeners).toEqual([1]);
  });
});
