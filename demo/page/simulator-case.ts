import type { Vendor } from '../../src/index.js';
import { PLACES, type SimulatorCase } from 'captcha-failover-simulator/cases';
import type { Scenario } from './scenario.js';
import { behavioursOf, faultList, trapList, trapsOf } from './simulator-choices.js';

/** The part of a scenario that the simulator needs to play one vendor. */
export function simulatorCase(scenario: Scenario, vendor: Vendor, run: string): SimulatorCase {
  const result: SimulatorCase = { run };
  for (const place of PLACES) {
    const faults = faultList(scenario[`${vendor}.${place}`]);
    if (faults.length > 0) result[place] = faults;
  }
  const behave = behavioursOf[vendor].find((behaviour) => behaviour === scenario[`${vendor}.behave`]);
  if (behave && behave !== 'pass') result.behave = behave;
  const off = trapList(vendor, scenario[`${vendor}.trapsOff`]);
  if (off.length > 0) result.traps = trapsOf[vendor].filter((trap) => !off.includes(trap));
  if (vendor === 'aliyun') result.scene = scenario['aliyun.scene'];
  return result;
}
