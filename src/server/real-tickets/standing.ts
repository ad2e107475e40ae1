import { Recent } from '../recent.js';
import { pageTokenAge, readPageToken } from '../tokens/page-token.js';
import { readPassToken } from '../tokens/pass-token.js';
import type { SigningKeys } from '../tokens/signing-keys.js';
import type { Visit } from '../visit.js';

/** Whether somebody goes before those who bring no token of ours. */
export interface Standing {
  claimFirst(): boolean;
  /** The call was not made: the page token may be used for another one. */
  giveBack(): void;
}

/** More page tokens than this within half an hour, and the oldest may be used for a second call. */
const mostRemembered = 100_000;

/**
 * A page token is good for one call, a pass token for any number. What is used is known to this process alone: real
 * tickets do not wait for the store.
 *
 * @param now the clock by which tokens are dated, in ms since 1970
 */
export function standings(signing: SigningKeys, now: () => number): (visit: Visit) => Standing {
  const used = new Recent<true>({ keepMs: pageTokenAge.most, capacity: mostRemembered });
  return ({ action, session, pageToken, passToken }) => {
    let claimed: string | undefined;
    return {
      claimFirst() {
        const read = readPageToken(pageToken, { action: action.name, session }, signing, now());
        const jti = 'token' in read ? read.token.jti : undefined;
        if (jti !== undefined && !used.get(jti)) {
          used.set(jti, true);
          claimed = jti;
          return true;
        }
        return readPassToken(passToken, signing, now()) !== null;
      },
      giveBack() {
        if (claimed !== undefined) used.delete(claimed);
      },
    };
  };
}
