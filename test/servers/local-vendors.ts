// What the recipes get for `captcha-failover/server`: the real one, with the vendors' hosts on this machine.
import { createVerifier as create, type Verifier, type VerifierOptions } from '../../src/server/index.js';

export * from '../../src/server/index.js';

const { VENDOR_HOST = '', VENDOR_SITES = '{}', DECLARED_OUTAGE } = process.env;
/** Of the simulator, where a test runs it: keys and addresses, by vendor. */
const simulated = JSON.parse(VENDOR_SITES) as Record<string, object>;

export function createVerifier(options: VerifierOptions): Verifier {
  const local = { endpoint: VENDOR_HOST, scripts: { entry: `${VENDOR_HOST}/script.js` } };
  const sites = options.sites.map((site) => ({ ...site, ...local, ...simulated[site.vendor] }));
  const verifier = create({ ...options, sites, references: [] });
  const details = { until: Date.now() + 3_600_000, reason: 'a test' };
  const declared =
    DECLARED_OUTAGE === undefined
      ? undefined
      : Promise.all((['tencent', 'aliyun'] as const).map((vendor) => verifier.declare(vendor, 'outage', details)));
  return {
    ...verifier,
    verify: async (proof, context) => {
      await declared;
      // What the recipe says of the visitor, for the test to see.
      await fetch(VENDOR_HOST, { method: 'PUT', body: JSON.stringify(context) });
      return verifier.verify(proof, context);
    },
  };
}
