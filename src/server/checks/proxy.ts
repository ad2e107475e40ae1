import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';

type Open = (there: TcpNetConnectOpts) => Socket;

/** How long a proxy may take to accept a connection, in ms: it is near, or it is of no use. */
const PATIENCE = 1000;

/**
 * The proxy that Tencent's SDK sends its requests through: the one that `http_proxy` names, for every host and for
 * https too. It looks anew at each request.
 */
export function proxyOfEnvironment(): URL | undefined {
  const { http_proxy: address } = process.env;
  return address && URL.canParse(address) ? new URL(address) : undefined;
}

/**
 * Whether something listens there. Never rejects.
 *
 * @param open how a connection is opened, for tests
 */
export function accepts({ hostname, port, protocol }: URL, open: Open = connect): Promise<boolean> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = open({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80), timeout: PATIENCE });
    const settle = (isAccepted: boolean) => {
      socket.destroy();
      resolve(isAccepted);
    };
    socket
      .on('connect', () => settle(true))
      .on('timeout', () => settle(false))
      .on('error', () => settle(false));
  });
}
