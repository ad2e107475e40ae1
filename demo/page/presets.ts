import { completeScenario, fieldNames, type FieldName, type Scenario } from './scenario.js';

export interface Preset {
  name: string;
  label: string;
  /** What to do and what to look for. */
  hint: string;
  parts: Partial<Record<FieldName, string>>;
}
export interface PresetGroup {
  label: string;
  presets: readonly Preset[];
}

export const presetGroups: readonly PresetGroup[] = [
  {
    label: 'All is well',
    presets: [
      {
        name: 'healthy',
        label: 'Healthy',
        hint: 'The first vendor shows its slider. Drag it, or focus it and use the arrow keys: the outcome is passed.',
        parts: {},
      },
      {
        name: 'no-challenge',
        label: 'No challenge needed',
        hint: 'The vendor trusts this visitor and passes at once. Nothing is shown, nothing may flash up.',
        parts: { 'tencent.behave': 'smart_pass' },
      },
      {
        name: 'embedded',
        label: 'Embedded',
        hint: 'The challenge opens inside the form. A second run uses the same box again.',
        parts: { mode: 'embed', order: 'aliyun,tencent' },
      },
      {
        name: 'international',
        label: 'International',
        hint: 'Tencent’s international site: a checkbox in the form, whose click starts a new deadline.',
        parts: { order: 'tencent', 'tencent.region': 'intl' },
      },
    ],
  },
  {
    label: 'A vendor is down',
    presets: [
      {
        name: 'vendor-1-hangs',
        label: 'Vendor 1 hangs',
        hint: 'Tencent’s script never arrives. Its share of the deadline runs out, then Aliyun takes over.',
        parts: { 'tencent.entry': 'hang' },
      },
      {
        name: 'retry-works',
        label: 'A retry works',
        hint: 'The first request gets a 503. The second attempt, a moment later, is answered.',
        parts: { order: 'tencent', 'tencent.entry': '503,ok' },
      },
      {
        name: 'both-down',
        label: 'Both down',
        hint: 'Nobody can be checked. The outcome is unverified with a recovery ticket, and the server decides.',
        parts: { 'tencent.entry': '503', 'aliyun.config': '503' },
      },
      {
        name: 'both-hang',
        label: 'Both hang',
        hint: 'The slowest way to fail: still one outcome, inside the deadline.',
        parts: { 'tencent.entry': 'hang', 'aliyun.config': 'hang' },
      },
      {
        name: 'late-script',
        label: 'Too late',
        hint: 'Tencent’s script arrives after 8 s, when Aliyun has long taken over. It shows up as late and changes nothing.',
        parts: { 'tencent.entry': 'late_8' },
      },
      {
        name: 'half-loaded',
        label: 'Half loaded',
        hint: 'The entry script is there, the script that it needs hangs: a loading box is no challenge.',
        parts: { 'tencent.secondary': 'hang' },
      },
      {
        name: 'no-ticket',
        label: 'Down, no ticket',
        hint: 'With recovery: none there is no ticket. The outcome is failed, and the form stays usable.',
        parts: { order: 'tencent', 'tencent.entry': '503', recovery: 'none' },
      },
    ],
  },
  {
    label: 'The vendor answers, but',
    presets: [
      {
        name: 'init-refuses',
        label: 'Init refuses the scene',
        hint: 'IllegalScene is a mistake in the configuration. It is not retried, and the error says what to fix.',
        parts: { order: 'aliyun', 'aliyun.config': 'code_IllegalScene' },
      },
      {
        name: 'rate-limited',
        label: 'Rate limit',
        hint: 'Aliyun throttles this page. Tencent takes over.',
        parts: { order: 'aliyun,tencent', 'aliyun.config': 'code_ThrottlingByStrategy' },
      },
      {
        name: 'vendor-ticket',
        label: 'Vendor’s own disaster ticket',
        hint: 'Tencent’s script gives up by itself with code 1006. Its ticket is passed on unchanged.',
        parts: { order: 'tencent', 'tencent.behave': 'code_1006' },
      },
      {
        name: 'false-success',
        label: 'False success',
        hint: 'Solve the challenge: the script reports success, but its proof lacks the sign of a check. Unverified, never passed.',
        parts: { order: 'aliyun', 'aliyun.behave': 'degraded_127' },
      },
      {
        name: 'never-opens',
        label: 'Opens nothing',
        hint: 'Tencent’s script runs and stays silent. Aliyun takes over when Tencent’s time is up.',
        parts: { 'tencent.behave': 'show_never_opens' },
      },
    ],
  },
  {
    label: 'The visitor',
    presets: [
      {
        name: 'user-closes',
        label: 'User closes',
        hint: 'Close the challenge with its button or Escape: dismissed, no ticket, and the next try starts afresh.',
        parts: { order: 'tencent', 'tencent.behave': 'close_null' },
      },
      {
        name: 'user-leaves',
        label: 'User walks away',
        hint: 'Leave the challenge open. After 5 s it ends as dismissed: a slow visitor never earns a ticket.',
        parts: { order: 'tencent', challengeTimeout: '5000' },
      },
      {
        name: 'ad-blocker',
        label: 'Ad blocker',
        hint: 'Both vendors’ hosts are blocked in this browser. The page learns it in a second or two.',
        parts: { 'tencent.entry': 'refused', 'aliyun.entry': 'refused' },
      },
      {
        name: 'emptied',
        label: 'Emptied script',
        hint: 'A filter answers with an empty script. Loaded, but the vendor’s function is not there.',
        parts: { 'tencent.entry': 'empty', 'aliyun.entry': 'empty' },
      },
    ],
  },
];

export const presets: readonly Preset[] = presetGroups.flatMap((group) => group.presets);

/** A preset sets everything but the language. */
export function scenarioOfPreset(preset: Preset, language: string): Scenario {
  return completeScenario({ language, ...preset.parts });
}

export function presetOf(scenario: Scenario): Preset | undefined {
  return presets.find((preset) => {
    const wanted = scenarioOfPreset(preset, scenario.language);
    return fieldNames.every((name) => wanted[name] === scenario[name]);
  });
}
