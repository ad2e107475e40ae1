// @vitest-environment node
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { accepts, proxyOfEnvironment } from '../../../../src/server/checks/proxy.js';
import { listen } from './local-server.js';

afterEach(() => void vi.unstubAllEnvs());

/** Connections that come to this. */
function connectionsThat(comeTo: 'connect' | 'timeout' | 'error') {
  const socket = Object.assign(new EventEmitter(), { destroy: vi.fn() });
  const open = vi.fn<NonNullable<Parameters<typeof accepts>[1]>>(() => {
    queueMicrotask(() => socket.emit(comeTo, new Error('refused')));
    return socket as unknown as Socket;
  });
  return { socket, open };
}

describe('whether something listens at a proxy', () => {
  it.each([
    ['connect', true],
    ['timeout', false],
    ['error', false],
  ] as const)(
    'is told by the first thing that its connection comes to, which is then closed: %s',
    async (event, is) => {
      const { socket, open } = connectionsThat(event);
      expect(await accepts(new URL('http://proxy.example:3128'), open)).toBe(is);
      expect(socket.destroy).toHaveBeenCalledOnce();
    },
  );

  it.each([
    ['http://proxy.example:3128', { host: 'proxy.example', port: 3128 }],
    ['http://proxy.example', { host: 'proxy.example', port: 80 }],
    ['https://proxy.example', { host: 'proxy.example', port: 443 }],
    ['http://[2001:db8::1]:8080', { host: '2001:db8::1', port: 8080 }],
  ])('is asked at the host and port of %s, for a second', async (address, there) => {
    const { open } = connectionsThat('connect');
    await accepts(new URL(address), open);
    expect(open).toHaveBeenCalledWith({ ...there, timeout: 1000 });
  });

  it('is seen of a server of this machine, and no longer when it has ended', async () => {
    const server = createServer();
    const address = new URL(await listen(server));
    expect(await accepts(address)).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await accepts(address)).toBe(false);
  });
});

describe('the proxy of the environment', () => {
  it.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128/'],
    ['proxy', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('by http_proxy=%s is %s', (address, proxy) => {
    vi.stubEnv('http_proxy', address);
    expect(proxyOfEnvironment()?.href).toBe(proxy);
  });
});
