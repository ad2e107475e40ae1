/** Packages of others that only some users need: optional peers, loaded when a configured site asks for them. */
export type PeerName = 'tencentcloud-sdk-nodejs-common' | '@alicloud/captcha20230305';

/** Imports a peer. It rejects, as `import()` does, when the package is not installed. */
export type PeerImporter = (name: PeerName) => Promise<unknown>;

/** Each name is written out for the bundlers, which shall leave the package where it is installed. */
export const importPeer: PeerImporter = (name) => {
  switch (name) {
    case 'tencentcloud-sdk-nodejs-common':
      return import(/* webpackIgnore: true */ 'tencentcloud-sdk-nodejs-common');
    case '@alicloud/captcha20230305':
      return import(/* webpackIgnore: true */ '@alicloud/captcha20230305');
  }
};

/** @throws Error that names the command which installs the package, or the package when it cannot be loaded */
export async function loadPeer(name: PeerName, importer: PeerImporter): Promise<unknown> {
  try {
    return await importer(name);
  } catch (cause) {
    const problem = isNotFound(cause) ? `needs ${name}: npm install ${name}` : `cannot load ${name}`;
    throw new Error(`captcha-failover/server ${problem}`, { cause });
  }
}

/**
 * The exports of a CommonJS package: Node.js gives them as the default export and, where it finds their names, beside
 * it; bundlers differ. `name` "default" is the default export of what was once an ES module.
 *
 * @throws Error when this version of the package has nothing callable of that name
 */
export function exportsWith(loaded: unknown, name: string, peer: PeerName): Record<string, unknown> {
  for (const candidate of [memberOf(loaded, 'default'), loaded]) {
    if (typeof memberOf(candidate, name) === 'function') return candidate as Record<string, unknown>;
  }
  throw new Error(`captcha-failover/server cannot use this version of ${peer}: it has no ${name}`);
}

function memberOf(value: unknown, name: string): unknown {
  const isContainer = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isContainer ? (value as Record<string, unknown>)[name] : undefined;
}

/** Jest and older Node.js say `MODULE_NOT_FOUND`. */
function isNotFound(error: unknown): boolean {
  const code = memberOf(error, 'code');
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
