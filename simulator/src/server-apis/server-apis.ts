import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestBody } from '../request-body.js';
import { aicaptchaServerApi } from './aicaptcha-api.js';
import { aliyunServerApi } from './aliyun-api.js';
import { answerCall, type ServerApiFault } from './server-api-faults.js';
import { createUsedOnce, type ServerApi } from './server-api.js';
import { tencentServerApi } from './tencent-api.js';

export const SERVER_API_VENDORS = ['tencent', 'aliyun', 'aicaptcha'] as const;
export type ServerApiVendor = (typeof SERVER_API_VENDORS)[number];

/** A call that arrived whole, whatever became of it. */
export interface ServerApiCall {
  vendor: ServerApiVendor;
  body: string;
  fault: ServerApiFault;
  /** ms since 1970. */
  at: number;
}

export interface ServerApis {
  /** From now on, the nth call to the vendor's API gets the nth fault; the last repeats. None: `ok`. */
  setFault: (vendor: ServerApiVendor, ...faults: readonly ServerApiFault[]) => void;
  /** The latest calls, oldest first. */
  calls: readonly ServerApiCall[];
}

const APIS: Record<ServerApiVendor, ServerApi> = {
  tencent: tencentServerApi,
  aliyun: aliyunServerApi,
  aicaptcha: aicaptchaServerApi,
};
const MAX_BODY_BYTES = 256 * 1024;
const MAX_CALLS = 2000;

/** The vendors' server APIs, with the tickets that they have seen. */
export function createServerApis() {
  const used = createUsedOnce();
  const calls: ServerApiCall[] = [];
  const faults = new Map<ServerApiVendor, ServerApiFault[]>();

  return {
    calls,
    setFault(vendor, ...list) {
      faults.set(vendor, [...list]);
    },
    async handle(vendor: ServerApiVendor, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const { method = 'GET', url = '/', headers } = request;
      const body = await requestBody(request, MAX_BODY_BYTES);
      if (body === undefined) {
        response.writeHead(413).end();
        return;
      }
      const fault = nextFault(faults.get(vendor));
      calls.push({ vendor, body, fault, at: Date.now() });
      if (calls.length > MAX_CALLS) calls.shift();
      const api = APIS[vendor];
      answerCall(fault, api, response, () => api.answer({ method, path: url, headers, body, used }));
    },
  } satisfies ServerApis & Record<string, unknown>;
}

function nextFault(list: ServerApiFault[] | undefined): ServerApiFault {
  return (list && list.length > 1 ? list.shift() : list?.[0]) ?? 'ok';
}
