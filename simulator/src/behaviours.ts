/** What the code of a vendor does once it runs. `pass` is an ordinary challenge. */
export const SHARED_BEHAVIOURS = [
  'pass',
  /** Passes at once with no UI: Tencent's prehandle returns a ticket, Aliyun's scene is TRACELESS. */
  'smart_pass',
  'constructor_throws',
  'init_throws',
  /** Nothing ever after `show()` or init. */
  'no_callback',
  'never_ready',
  'show_never_opens',
  /** A loading box appears, never more. */
  'loading_only',
] as const;

/** Numbers of Tencent's own disaster results. */
export const TENCENT_CODES = [
  1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1085,
] as const;
export type TencentCode = (typeof TENCENT_CODES)[number];

export const TENCENT_BEHAVIOURS = [
  /** Shape of the result when the user closes the challenge: `ticket: null`, `ticket: ""`, no ticket at all. */
  'close_null',
  'close_empty',
  'close_absent',
  /** A 1006 result before anything is shown, its ticket with the old prefix. */
  'terror',
  /** A 1006 result before anything is shown, its ticket with a session id as fifth part. */
  'sid',
  /** The challenge opens; some ms later a 1006 result arrives while the user is solving it. */
  'stale_1006',
  /** The secondary script's own constructor throws: no callback, no error event. */
  'frame_create_throws',
] as const;

export const ALIYUN_BEHAVIOURS = [
  /** A "success" that is only the script's own failover, as each version writes it: isSign without securityToken. */
  'degraded_127',
  /** The plain certifyId. */
  'degraded_120',
  /** failover "T" inside the V3 param. */
  'degraded_2026',
  /** V2: failover "T" in the JSON given to captchaVerifyCallback. */
  'degraded_v2',
  /** A traceless attempt fails with `success: true, verifyResult: false`, and an interactive challenge follows. */
  'traceless_then_challenge',
] as const;

export type TencentBehaviour =
  | (typeof SHARED_BEHAVIOURS)[number]
  | (typeof TENCENT_BEHAVIOURS)[number]
  /** A disaster result before anything is shown, or after the challenge was shown. */
  | `code_${TencentCode}`
  | `code_${TencentCode}_after_shown`;
export type AliyunBehaviour = (typeof SHARED_BEHAVIOURS)[number] | (typeof ALIYUN_BEHAVIOURS)[number];
export type Behaviour = TencentBehaviour | AliyunBehaviour;

/** Everything a Tencent or an Aliyun script can be told to do, in the order in which a list offers it. */
export const TENCENT_BEHAVIOUR_LIST: readonly TencentBehaviour[] = [
  ...SHARED_BEHAVIOURS,
  ...TENCENT_BEHAVIOURS,
  ...TENCENT_CODES.map((code) => `code_${code}` as const),
  ...TENCENT_CODES.map((code) => `code_${code}_after_shown` as const),
];
export const ALIYUN_BEHAVIOUR_LIST: readonly AliyunBehaviour[] = [...SHARED_BEHAVIOURS, ...ALIYUN_BEHAVIOURS];

export function isBehaviour(word: string): word is Behaviour {
  return [...TENCENT_BEHAVIOUR_LIST, ...ALIYUN_BEHAVIOUR_LIST].some((behaviour) => behaviour === word);
}

/** The number in `code_1006` and `code_1006_after_shown`, for scripts that switch on it. */
export function disasterCodeOf(behaviour: Behaviour): { code: TencentCode; afterShown: boolean } | undefined {
  const match = /^code_(\d+)(_after_shown)?$/.exec(behaviour);
  const code = TENCENT_CODES.find((candidate) => String(candidate) === match?.[1]);
  return match && code ? { code, afterShown: match[2] !== undefined } : undefined;
}
