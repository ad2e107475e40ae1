import { firstPreset, scenarioOfPreset } from './presets.js';
import { completeScenario, fieldNames, standard, type Scenario } from './scenario.js';

/** Stands in the address when nothing else does, because without any the page opens on its first case. */
const nothingSpecial = 'healthy';

/** Reads a query string back; unknown parameters are ignored and unknown values become defaults. */
export function scenarioFromQuery(query: string): Scenario {
  const parameters = new URLSearchParams(query);
  if ([...parameters].length === 0) return scenarioOfPreset(firstPreset, standard.language);
  return completeScenario(Object.fromEntries(fieldNames.map((name) => [name, parameters.get(name) ?? undefined])));
}

/** Only what differs from the defaults, so that a link says what is special about its case. */
export function scenarioToQuery(scenario: Scenario): string {
  const parameters = new URLSearchParams();
  for (const name of fieldNames) if (scenario[name] !== standard[name]) parameters.set(name, scenario[name]);
  return parameters.toString().replaceAll('%2C', ',');
}

/** Puts the scenario into the address bar without adding to the history. */
export function showScenarioInUrl(scenario: Scenario): void {
  const query = scenarioToQuery(scenario) || nothingSpecial;
  history.replaceState(null, '', `${location.pathname}?${query}${location.hash}`);
}
