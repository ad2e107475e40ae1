import type { SimulatorHosts } from 'captcha-failover-simulator/cases';
import { createCodePanel } from './code-panel.js';
import { byId } from './element.js';
import { setUpTheme } from './theme.js';
import { setUpTool } from './tool.js';

async function simulatorHosts(): Promise<SimulatorHosts | null> {
  try {
    const response = await fetch('/simulator.json');
    return response.ok ? ((await response.json()) as SimulatorHosts) : null;
  } catch {
    return null;
  }
}

setUpTheme(byId('theme', HTMLFieldSetElement));
createCodePanel(byId('codes', HTMLElement));
setUpTool(await simulatorHosts());
document.body.dataset.ready = 'true';
