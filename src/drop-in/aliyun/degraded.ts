import type { PageOptions } from './page-options.js';

/** What `onError` gets (docs/vendors/aliyun.md, A-ONERROR). */
export interface InitFailure {
  readonly code: 'INIT_FAIL';
  readonly msg: string;
}

const told = new Set<string>();

/** Where no server has given an id, the vendor's script takes five hexadecimal digits at random. */
function randomCertifyId(): string {
  let id = '';
  while (id.length < 5) id += Math.floor(Math.random() * 16).toString(16);
  return id;
}

/**
 * The params of the vendor's own failover, as version 1.2.7 of its script writes them (docs/vendors/aliyun.md,
 * A-PARAM-FORMS). No page of the vendor says how its server answers them.
 */
export function degradedV3({ SceneId: sceneId }: PageOptions): string {
  const text = JSON.stringify({ certifyId: randomCertifyId(), sceneId, isSign: true });
  // `btoa` takes bytes only, whatever the id is made of.
  return btoa(text.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

/** `err` is there the first time that an error is met. */
export function degradedV2({ SceneId: sceneId }: PageOptions, err: InitFailure): string {
  const isNews = !told.has(err.msg);
  told.add(err.msg);
  const fields = { sceneId, certifyId: randomCertifyId(), deviceToken: '', failover: 'T' };
  return JSON.stringify(isNews ? { ...fields, err } : fields);
}
