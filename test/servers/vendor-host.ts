import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { VerifyContext } from '../../src/server/index.js';

export interface VendorHost {
  readonly origin: string;
  /** What recipes have said of their visitors, the latest last: see local-vendors.ts. */
  readonly contexts: VerifyContext[];
  close(): void;
}

/** Both vendors' APIs and script hosts. Tencent's tickets that begin with `good` pass. */
export async function startVendorHost(): Promise<VendorHost> {
  const contexts: VerifyContext[] = [];
  const server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'PUT') contexts.push(JSON.parse(body) as VerifyContext);
      response.end(
        request.method === 'POST' ? verdict(body) : 'window.TencentCaptcha = window.initAliyunCaptcha = function () {}',
      );
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    contexts,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Tencent is asked in JSON, Aliyun by a form. */
function verdict(body: string): string {
  if (!body.startsWith('{'))
    return '{"Success":true,"Code":"Success","Result":{"VerifyResult":false,"VerifyCode":"F002"}}';
  const isGood = body.includes('"Ticket":"good');
  return JSON.stringify({ Response: { CaptchaCode: isGood ? 1 : 15, CaptchaMsg: '', EvilLevel: 0, RequestId: 'r' } });
}
