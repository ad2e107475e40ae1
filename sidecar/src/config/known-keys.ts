/** Every key that a configuration may have. A misspelt one would be an option that silently is not there. */
export const knownKeys = {
  configuration: [
    '$schema',
    'sites',
    'keys',
    'actions',
    'store',
    'listen',
    'token',
    'pageToken',
    'timeoutMs',
    'maxInFlight',
    'maxPerSecond',
    'references',
    'watch',
    'allowTestMode',
  ],
  store: ['file', 'redis', 'prefix'],
  key: ['kid', 'secret'],
  action: ['acceptRecovery', 'recoveryPerMinute', 'sites'],
  scripts: ['entry', 'secondary'],
  tencent: ['vendor', 'region', 'appId', 'appSecretKey', 'secretId', 'secretKey', 'endpoint', 'scripts'],
  aliyun: ['vendor', 'region', 'sceneId', 'accessKeyId', 'accessKeySecret', 'endpoint', 'scripts'],
  aicaptcha: ['vendor', 'siteKey', 'secret', 'endpoint'],
} as const;

type Part = keyof typeof knownKeys;

/** Tells each key of a configuration that is none of ours. Values are looked at elsewhere. */
export function unknownKeys(configuration: Record<string, unknown>): string[] {
  const problems: string[] = [];
  const look = (part: Part, path: string, value: unknown): void => {
    const keys: readonly string[] = knownKeys[part];
    for (const key of Object.keys(Object(value) as object))
      if (!keys.includes(key)) problems.push(`${path}${key}: there is no such option`);
  };
  look('configuration', '', configuration);
  if (isRecord(configuration['store'])) look('store', 'store.', configuration['store']);
  for (const [index, key] of listOf(configuration['keys']).entries()) look('key', `keys[${index}].`, key);
  for (const [name, action] of Object.entries(Object(configuration['actions']) as object))
    look('action', `actions.${name}.`, action);
  for (const [index, site] of listOf(configuration['sites']).entries()) {
    const { vendor, scripts } = Object(site) as Record<string, unknown>;
    if (vendor !== 'tencent' && vendor !== 'aliyun' && vendor !== 'aicaptcha') continue;
    look(vendor, `sites[${index}].`, site);
    if (isRecord(scripts)) look('scripts', `sites[${index}].scripts.`, scripts);
  }
  return problems;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
