/** A call of the page in a word: what it is worth, checked to the last member. */
export function classify(name: string, value: unknown, id: string): string {
  if (name === 'callback') return `callback(${tencentResult(value, id)})`;
  if (name === 'success' || name === 'captchaVerifyCallback') return `${name}(${aliyunParam(value, id)})`;
  if (name === 'onError') return `onError(${aliyunError(value)})`;
  return value === undefined ? name : `${name}(${JSON.stringify(value)})`;
}

type Loose = Partial<Record<string, unknown>>;

function tencentResult(value: unknown, id: string): string {
  const { ret, ticket, randstr, errorCode, errorMessage, appid } = value as Loose;
  if (ret === 2) return 'closed';
  if (ret !== 0 || typeof ticket !== 'string' || typeof randstr !== 'string') return `odd: ${JSON.stringify(value)}`;
  const code = Number(errorCode);
  if (errorCode === undefined) return ticket.startsWith('tr03') ? 'pass' : `odd: ${ticket}`;
  const isDocumented =
    new RegExp(`^tr?error_${code}_${id}_\\d{10}(_\\w+)?$`).test(ticket) &&
    /^@[a-z\d]+$/.test(randstr) &&
    /^[a-z_]+$/.test(String(errorMessage)) &&
    // Results of the vendor's entry script lack it.
    (appid === id || appid === undefined);
  return isDocumented ? String(code) : `odd: ${JSON.stringify(value)}`;
}

function aliyunParam(value: unknown, id: string): string {
  const fields = decode(String(value));
  if (!fields || fields['sceneId'] !== id || !fields['certifyId']) return `odd: ${String(value)}`;
  if (fields['failover'] === 'T' || (fields['isSign'] && !fields['securityToken'])) return 'degraded';
  return 'param';
}

function decode(text: string): Loose | undefined {
  for (const read of [String, atob]) {
    try {
      return JSON.parse(read(text)) as Loose;
    } catch {
      // The other one, then.
    }
  }
  return undefined;
}

function aliyunError(value: unknown): string {
  const { code } = value as Loose;
  return /^(INIT_FAIL|DYNAMICJS_FAIL|LIMIT_FLOW)$/.test(String(code)) ? 'failed' : `odd: ${JSON.stringify(value)}`;
}
