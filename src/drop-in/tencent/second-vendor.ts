import type { AliyunOptions } from '../../contract/options.js';
import type { ChallengeProof } from '../../contract/outcome.js';
import type { Lifetime } from '../../page/lifetime.js';
import { pageState, releasePage } from '../../page/page-state.js';
import { aliyun } from '../../providers/aliyun/aliyun.js';
import type { VendorProvider } from '../../providers/provider.js';
import { takeTurn, type TurnEnd } from '../../session/provider-turn.js';
import type { TagSettings } from '../own-tag.js';

/** How a second vendor's turn ends: `superseded` by a newer captcha of the page. */
export type SecondEnd = ChallengeProof | 'closed' | 'superseded' | 'failed';

/** Asks another vendor, when the page's own has failed. */
export interface SecondVendor {
  /**
   * @param life whose end ends it without a word
   * @param deadline ms
   * @param language as the page has named it to its vendor
   */
  ask(call: { life: Lifetime; deadline: number; language: unknown; settle(end: SecondEnd): void }): void;
}

const challengeTimeout = 300000;
const retry = { limit: 2, timeout: 5000 };

function endOf(end: TurnEnd, { id }: VendorProvider): SecondEnd {
  if ('passed' in end) return { v: 1, id, ...end.passed.proof };
  const reason = 'dismissed' in end && end.dismissed;
  return reason === 'closed' || reason === 'superseded' ? reason : 'failed';
}

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
      const code = typeof language === 'string' ? provider.language(language) : undefined;
      const owner = { number: ++pageState().sessions, supersede: () => settle('superseded') };
      const takeDown = takeTurn({
        options: {
          providers: [provider],
          mode: 'popup',
          language: () => code,
          deadline,
          challengeTimeout,
          retry,
          recovery: 'none',
          preload: 'none',
        },
        provider,
        element: null,
        budget: deadline,
        encryptedId: Promise.resolve(undefined),
        owner,
        life,
        // It is the last one.
        fetchNext: () => new Promise(() => {}),
        tell() {},
        progress() {},
        willShow() {},
        // In a task of its own: the turn may end before it has returned the way to take it down.
        ended: (end) => life.soon(() => settle(endOf(end, provider))),
      });
      life.defer(() => {
        takeDown();
        releasePage(owner);
      });
    },
  };
}
