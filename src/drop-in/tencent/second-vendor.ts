import type { AliyunOptions } from '../../contract/options.js';
import type { Outcome } from '../../contract/outcome.js';
import { createLifetime, type Lifetime } from '../../page/lifetime.js';
import { aliyun } from '../../providers/aliyun/aliyun.js';
import type { VendorProvider } from '../../providers/provider.js';
import { createSession } from '../../session/session.js';
import type { TagSettings } from '../own-tag.js';

/** Asks another vendor, when the page's own has failed. */
export interface SecondVendor {
  /** @param language as the page has named it to its vendor */
  ask(call: { life: Lifetime; deadline: number; language: unknown; settle(outcome: Outcome): void }): void;
}

const challengeTimeout = 300000;
const retry = { limit: 2, timeout: 5000 };

/**
 * The second vendor of the tag's attributes: `data-aliyun-scene-id`, `data-aliyun-prefix`, `data-aliyun-region`. None where
 * the page does not ask for one, or its ids are wrong, which goes to the console.
 */
export function readSecond({ hasSecond, data }: TagSettings): SecondVendor | undefined {
  if (!hasSecond) return undefined;
  const { aliyunSceneId, aliyunPrefix, aliyunRegion, aliyunScriptUrl } = data;
  let provider: VendorProvider;
  try {
    // The provider checks what the attributes say.
    const options: unknown = {
      sceneId: aliyunSceneId,
      prefix: aliyunPrefix,
      region: aliyunRegion,
      scriptUrl: aliyunScriptUrl,
    };
    provider = aliyun(options as AliyunOptions) as VendorProvider;
  } catch (error) {
    console.error('captcha-failover drop-in: the second vendor is ignored.', error);
    return undefined;
  }
  return {
    ask({ life, deadline, language, settle }) {
      const session = createSession({
        options: {
          providers: [provider],
          mode: 'popup',
          language: () => (typeof language === 'string' ? provider.language(language) : undefined),
          deadline,
          challengeTimeout,
          retry,
          recovery: 'none',
          preload: 'none',
        },
        life: createLifetime(),
        tell() {},
        progress() {},
        settle: (outcome) => life.over || settle(outcome),
      });
      life.defer(() => session.end(null));
      session.start();
    },
  };
}
