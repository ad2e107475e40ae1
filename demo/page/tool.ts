import type { Outcome } from '../../src/index.js';
import type { SimulatorHosts } from 'captcha-failover-simulator/cases';
import { setUpCopyButton } from './copy-text.js';
import { createDemoCaptcha, type DemoObserver } from './demo-captcha.js';
import { byId } from './element.js';
import { needsFreshPage, reloadAndResume, takeResume, type Resume } from './fresh-page.js';
import { createLoginForm } from './login-form.js';
import { say } from './language.js';
import { createOutcomeView } from './outcome-view.js';
import { createPresetBar } from './preset-bar.js';
import { scenarioOfPreset } from './presets.js';
import { deadlineOf, downOf, providersOf, type Scenario } from './scenario.js';
import { createScenarioForm } from './scenario-form.js';
import { scenarioFromQuery, showScenarioInUrl } from './scenario-url.js';
import { createServerPanel } from './server-panel.js';
import { createStatusLine } from './status-line.js';
import { createTimelineView } from './timeline-view.js';

/** Puts the parts of the page together. `hosts` is null when the simulator does not answer. */
export function setUpTool(hosts: SimulatorHosts | null): void {
  let scenario = scenarioFromQuery(location.search);
  const resume = takeResume();

  const status = createStatusLine(byId('status-badge', HTMLElement), byId('status', HTMLElement));
  const timeline = createTimelineView(byId('timeline', HTMLElement), byId('steps', HTMLOListElement));
  const outcomeView = createOutcomeView(
    byId('outcome', HTMLElement),
    byId('outcome-json', HTMLElement),
    byId('event-log', HTMLElement),
  );

  const observer: DemoObserver = {
    started() {
      outcomeView.clear();
      timeline.start(providersOf(scenario), deadlineOf(scenario));
    },
    status(now) {
      status.status(now);
      login.setStarting(now === 'starting');
      abort.setAttribute('aria-disabled', String(now !== 'starting' && now !== 'challenging'));
    },
    event(event) {
      timeline.add(event);
      outcomeView.addEvent(event);
      status.event(event);
    },
    providerFailed: (error) => outcomeView.addError(error),
    outcome(outcome) {
      outcomeView.showOutcome(outcome);
      status.outcome(outcome);
    },
    thrown(reason) {
      timeline.clear();
      outcomeView.showThrown(reason);
      status.tell(reason instanceof Error ? reason.message : String(reason));
    },
    aborted(reason) {
      timeline.abort();
      outcomeView.showThrown(reason);
      status.tell(say('The caller left; the challenge ended with it.', '调用者离开了，验证随之结束。'));
    },
    preloaded: () => timeline.rest(),
  };
  const captcha = createDemoCaptcha(() => scenario, hosts, observer);

  /** Starts, or reloads first when this page holds scripts of another case. */
  const verify = (how: Resume): Promise<Outcome | null> => {
    if (!needsFreshPage(scenario)) return captcha.verify();
    reloadAndResume(how);
    return new Promise(() => {});
  };

  const server = createServerPanel(byId('server', HTMLElement));
  const login = createLoginForm(
    byId('login', HTMLFormElement),
    byId('login-status', HTMLElement),
    () => verify('login'),
    { answered: (answer) => server.showVerdict(answer) },
  );
  const abort = byId('abort', HTMLButtonElement);
  abort.addEventListener('click', () => captcha.abort());
  onClick('run', () => void verify('run'));
  onClick('destroy', () => captcha.destroy());
  onClick('preload', () => void captcha.preload());
  /** Nothing on the page tells of a run that is no longer the one at hand. */
  const clear = () => {
    timeline.clear();
    outcomeView.clear();
    login.clear();
  };
  onClick('clear', clear);
  setUpCopyButton(byId('copy-link', HTMLButtonElement), () => location.href);
  setUpCopyButton(byId('copy-outcome', HTMLButtonElement), () => byId('outcome-json', HTMLElement).textContent);

  const form = createScenarioForm(byId('scenario', HTMLFormElement), (changed) => use(changed));
  const presets = createPresetBar(byId('presets', HTMLElement), byId('preset-hint', HTMLElement), (preset) => {
    use(scenarioOfPreset(preset, scenario.language));
  });
  const freshPageNote = byId('fresh-page-note', HTMLElement);
  const use = (next: Scenario) => {
    const changed = next !== scenario;
    scenario = next;
    form.show(scenario);
    presets.show(scenario);
    freshPageNote.hidden = !needsFreshPage(scenario);
    if (!changed) return;
    captcha.discard();
    clear();
    server.setDown(downOf(scenario));
    showScenarioInUrl(scenario);
  };
  use(scenario);
  server.setDown(downOf(scenario));
  observer.status('idle');

  if (resume === 'run') void captcha.verify();
  if (resume === 'login') login.submit();
}

function onClick(id: string, action: () => void): void {
  byId(id, HTMLButtonElement).addEventListener('click', action);
}
