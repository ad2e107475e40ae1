import type { InitFault } from './faults.js';
import type { VendorAnswer } from './vendor-handler.js';

/** What Aliyun's Init API says when it refuses (docs/vendors/aliyun.md): the HTTP exchange itself goes well. */
export function refuseInit(fault: InitFault, answer: VendorAnswer): VendorAnswer {
  if (fault === 'limit_flow') return json(answer, { ...fieldsOf(answer), LimitFlow: true });
  if (fault === '403_auth') {
    const refusal = json(answer, {});
    return { ...refusal, status: 403, headers: { ...refusal.headers, 'x-auth-msg': 'simulated-limited-flow-token' } };
  }
  const code = fault.slice('code_'.length);
  return json(answer, { Code: code, Message: `simulated ${code}`, RequestId: 'simulated-request', Success: false });
}

function json(answer: VendorAnswer, fields: object): VendorAnswer {
  return { ...answer, headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) };
}

function fieldsOf({ body }: VendorAnswer): object {
  if (typeof body !== 'string') return {};
  try {
    const fields: unknown = JSON.parse(body);
    return typeof fields === 'object' && fields !== null ? fields : {};
  } catch {
    return {};
  }
}
