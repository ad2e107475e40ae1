import { architectureOf, type CaptchaConfig, type InitResponse } from './captcha-config.js';
import { jsonObject, postForm, type Reply } from './form-request.js';
import { hosts, placeUrl, vendorUrl } from './simulation.js';

const TRIES_PER_HOST = 2;
const INIT_ACTIONS = { V3: 'InitCaptchaV3', V2: 'InitCaptcha', '1.0': 'InitCaptchaV2' } as const;

/** The host that answered last is asked first the next time. */
const initHosts = [hosts.aliyunInit, hosts.aliyunInitB];

interface Reading {
  response: InitResponse;
  /** `final` is never tried again; a body that is not JSON is not asked of the same host twice. */
  next: 'done' | 'final' | 'try_again' | 'next_host';
}

/** Init: two tries at each of two hosts, each with the whole time-out, so a dead vendor costs four time-outs. */
export async function requestInit(config: CaptchaConfig, lastCertifyId?: string): Promise<InitResponse> {
  let response: InitResponse = {};
  for (const host of [...initHosts]) {
    for (let attempt = 0; attempt < TRIES_PER_HOST; attempt++) {
      const reply = await postForm(placeUrl('config', host, ''), fieldsOf(config, lastCertifyId), timeoutOf(config));
      const reading = read(reply);
      response = reading.response;
      if (reading.next === 'done') initHosts.sort((a, b) => Number(b === host) - Number(a === host));
      if (reading.next === 'done' || reading.next === 'final') return response;
      if (reading.next === 'next_host') break;
    }
  }
  return response;
}

export function isUsable(response: InitResponse): boolean {
  return response.Success === true && !response.LimitFlow;
}

export function uploadLog(config: CaptchaConfig, text: string): void {
  const fields = { Action: 'UploadLog', Version: '2023-03-05', SceneId: config.SceneId, Log: text };
  void postForm(vendorUrl(hosts.aliyunInit, ''), fields, timeoutOf(config));
}

/** `timeout: 0` is kept: it ends every request at once. */
export function timeoutOf(config: CaptchaConfig): number {
  return config.timeout ?? 5000;
}

function fieldsOf(config: CaptchaConfig, lastCertifyId: string | undefined): Record<string, string | undefined> {
  return {
    Action: INIT_ACTIONS[architectureOf(config)],
    Version: '2023-03-05',
    // In reality the prefix is the first label of the host name.
    Prefix: config.prefix,
    SceneId: config.SceneId,
    EncryptedSceneId: config.EncryptedSceneId,
    UserCertifyId: config.UserCertifyId,
    Language: config.language ?? 'cn',
    LastCertifyId: lastCertifyId,
  };
}

function read(reply: Reply): Reading {
  if ('error' in reply) return { response: failed(reply.error), next: 'try_again' };
  const { status, text, authMessage } = reply;
  if (status === 403 && authMessage !== null) {
    const response = { Code: '403', LimitedFlowToken: authMessage, LimitedFlow: true, err: 'LimitedFlow' };
    return { response, next: 'final' };
  }
  if (status >= 500) return { response: failed(`Error: ${text}`), next: 'try_again' };
  const response = jsonObject<InitResponse>(text);
  if (!response) return { response: failed(`Error: ${text}`), next: 'next_host' };
  if (response.Success) return { response, next: 'done' };
  return { response, next: response.Code === 'ThrottlingByStrategy' ? 'final' : 'try_again' };
}

function failed(err: string): InitResponse {
  return { Code: 'Fail', Success: false, err };
}
