import type { VendorAnswer, VendorHandler, VendorRequest } from '../vendor-handler.js';
import { vendorScript } from '../vendor-script.js';
import { initAnswer } from './init-answer.js';
import { MAIN_CSS } from './main-css.js';
import { puzzlePicture } from './puzzle-svg.js';
import { verifyAnswer } from './verify-answer.js';

const ENTRY_PATH = '/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js';
const DYNAMIC_PATH = /^\/captcha-frontend\/dynamicJS\/[\w./-]+\.(js|css)$/;
const SCRIPT = { 'content-type': 'application/javascript; charset=utf-8' };

/** What Aliyun's hosts answer when all is well. */
export const aliyunHandler: VendorHandler = (request) => {
  const { host, method, path } = request;
  if (host === 'aliyunCdn' && path === ENTRY_PATH) return entryScript(request);
  if (host === 'aliyunAssets') return dynamicAsset(request);
  if ((host === 'aliyunInit' || host === 'aliyunInitB') && method === 'POST' && path === '/') return apiAnswer(request);
  return host === 'aliyunStatic' ? picture(request) : undefined;
};

async function entryScript({ hosts, query }: VendorRequest): Promise<VendorAnswer> {
  const body = await vendorScript('aliyun/main', hosts, query.toString());
  return { place: 'entry', headers: SCRIPT, body, global: 'initAliyunCaptcha' };
}

async function dynamicAsset({ path, hosts, query }: VendorRequest): Promise<VendorAnswer | undefined> {
  const extension = DYNAMIC_PATH.exec(path)?.[1];
  if (extension === 'css') return styleSheet(query);
  if (extension !== 'js') return undefined;
  const body = await vendorScript('aliyun/dynamic', hosts, query.toString());
  return { place: 'secondary', headers: SCRIPT, body, global: 'AliyunCaptcha' };
}

/** No place of the case: `css=<status>` in the query breaks it. */
function styleSheet(query: URLSearchParams): VendorAnswer {
  const status = Number(query.get('css'));
  const headers = { 'content-type': 'text/css; charset=utf-8' };
  return { place: null, status: status >= 400 && status < 600 ? status : 200, headers, body: MAIN_CSS };
}

function apiAnswer({ body, case: simulatorCase }: VendorRequest): VendorAnswer | undefined {
  const fields = new URLSearchParams(body);
  const action = fields.get('Action') ?? '';
  if (/^InitCaptcha(V2|V3)?$/.test(action)) return json('config', initAnswer(fields, simulatorCase));
  if (/^VerifyCaptchaV[23]$/.test(action)) return json('verify', verifyAnswer(fields, simulatorCase));
  return action === 'UploadLog' ? json(null, { Code: 'Success', Success: true }) : undefined;
}

function json(place: VendorAnswer['place'], fields: object): VendorAnswer {
  return { place, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(fields) };
}

function picture({ path }: VendorRequest): VendorAnswer | undefined {
  const match = /^\/(\w+)\/(background|piece)\.svg$/.exec(path);
  if (!match) return undefined;
  const [, certifyId = '', part] = match;
  const body = puzzlePicture(certifyId, part === 'piece' ? 'piece' : 'background');
  return { place: 'image', headers: { 'content-type': 'image/svg+xml; charset=utf-8' }, body };
}
