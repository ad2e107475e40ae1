import { randomBytes } from 'node:crypto';
import { createVerifier, memoryStore, type Incident, type Site, type Verifier } from '../src/server/index.js';
import { standard } from './page/scenario.js';
import { type EntryScript, entryUrl, type SimulatorHosts } from 'captcha-failover-simulator/cases';
import { SIMULATED_CREDENTIALS, type SimulatorState } from 'captcha-failover-simulator';

/** The demo's server half, and what it has told a person about. */
export interface DemoVerifier {
  verifier: Verifier;
  /** The latest, oldest first. */
  incidents: readonly Incident[];
}

/** A proof of any other id is `unknown_site`: the simulator's keys are all that this server has. */
export const DEMO_APP_ID = standard['tencent.appId'];
export const DEMO_SCENE_ID = standard['aliyun.sceneId'];

const MAX_INCIDENTS = 20;
const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];

/** The real verifier with the vendors' real SDKs, which ask the simulator. It ends with the simulator. */
export function createDemoVerifier({ hosts, closing }: Pick<SimulatorState, 'hosts' | 'closing'>): DemoVerifier {
  // All that the demo asks for is on this machine, and Tencent's SDK would ask a proxy for that too.
  for (const name of PROXY_VARIABLES) Reflect.deleteProperty(process.env, name);

  const incidents: Incident[] = [];
  const verifier = createVerifier({
    sites: demoSites(hosts),
    keys: [{ kid: 'demo', secret: randomBytes(32).toString('base64url') }],
    store: memoryStore(),
    // Budgets begin spent and come back evenly: so much that nobody has to wait for the first place.
    actions: { default: { recoveryPerMinute: 120 } },
    onIncident(incident) {
      incidents.push(incident);
      if (incidents.length > MAX_INCIDENTS) incidents.shift();
    },
  });
  closing.addEventListener('abort', () => void verifier.close(), { once: true });
  return { verifier, incidents };
}

function demoSites(hosts: SimulatorHosts): Site[] {
  const scripts = (script: EntryScript) => ({ entry: entryUrl(hosts, script, { run: 'canary' }) });
  return [
    {
      vendor: 'tencent',
      appId: DEMO_APP_ID,
      ...SIMULATED_CREDENTIALS.tencent,
      endpoint: hosts.tencentApi,
      scripts: scripts('tencent-cn'),
    },
    {
      vendor: 'aliyun',
      sceneId: DEMO_SCENE_ID,
      ...SIMULATED_CREDENTIALS.aliyun,
      endpoint: hosts.aliyunApi,
      scripts: scripts('aliyun'),
    },
  ];
}
