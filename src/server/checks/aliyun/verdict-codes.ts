import type { VerdictMeaning } from '../reply.js';

const NO_SUCH_SCENE = {
  fix: 'The API knows no such scene: check sceneId, and that region and keys are of its account.',
};
const OTHER_SCENE = {
  fix: 'The captcha was made for another scene: sceneId must be the one that the page uses.',
};
const ENCRYPTION = { fix: 'The encryption mode of the scene refuses the EncryptedSceneId: check its key and clock.' };

/**
 * `VerifyCode` of VerifyIntelligentCaptcha. Only codes that begin with T come with `VerifyResult` true. Source:
 * docs/vendors/aliyun.md, A-SRV-CODES; F005 to F007, F018 to F025 are known from public code alone.
 * A code that is not in here, such as F002, refuses the challenge.
 */
export const ALIYUN_VERDICTS: Readonly<Record<string, VerdictMeaning>> = {
  T001: 'human',
  T005: 'test_mode',
  /** The visitor is on the scene's list of those to let pass. */
  T006: 'human',
  F001: 'risk_refused',
  F004: 'test_mode',
  F005: NO_SUCH_SCENE,
  F006: NO_SUCH_SCENE,
  F008: 'replayed',
  F009: 'risk_refused',
  F010: 'risk_refused',
  F011: 'risk_refused',
  F012: OTHER_SCENE,
  F014: 'expired',
  F016: 'risk_refused',
  F018: 'replayed',
  F019: 'expired',
  F020: OTHER_SCENE,
  F021: OTHER_SCENE,
  F022: ENCRYPTION,
  F023: 'failover',
  F024: 'risk_refused',
  F025: 'risk_refused',
};
