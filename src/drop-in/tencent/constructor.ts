import type { SecondVendor } from './second-vendor.js';
import { createInstance, type Methods } from './instance.js';
import { readSignature } from './signature.js';
import type { VendorScript } from '../vendor-script.js';

/** Its instances have the vendor's methods. */
export type TencentConstructor = new (...signature: unknown[]) => Methods;

export interface TencentTerms {
  readonly script: VendorScript;
  /** ms */
  readonly deadline: number;
  /** The site knows only `(element, appId, callback, options)` (docs/vendors/tencent.md, T-CTOR-FORMS). */
  readonly needsElement: boolean;
  /** What it draws first is drawn in that element, whatever the options say. */
  readonly drawsInElement: boolean;
  readonly second: SecondVendor | undefined;
}

/** What stands under the vendor's name: a real constructor, so that `instanceof` is right, without statics, as its own. */
export function createConstructor(terms: TencentTerms): TencentConstructor {
  class TencentCaptcha implements Methods {
    declare readonly show: Methods['show'];
    declare readonly destroy: Methods['destroy'];
    declare readonly refresh: Methods['refresh'];
    declare readonly getTicket: Methods['getTicket'];

    constructor(...given: unknown[]) {
      createInstance(this, readSignature(given, terms.needsElement), terms);
    }
  }
  return TencentCaptcha;
}
