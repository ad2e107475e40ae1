import type { SIMULATED_IDS, Simulator } from './start-simulator.js';

/** What the command prints: the page's providers and the server's sites, ready to paste. */
export function pasteText(
  simulator: Pick<Simulator, 'scriptUrl' | 'site'>,
  { appId, sceneId, prefix }: typeof SIMULATED_IDS,
): string {
  const sites = [simulator.site('tencent'), simulator.site('aliyun')];
  return `Both vendors run on this machine. Ctrl+C stops them.

In your page:

  providers: [
    tencent({ appId: '${appId}', scriptUrl: '${simulator.scriptUrl('tencent')}' }),
    aliyun({ sceneId: '${sceneId}', prefix: '${prefix}', scriptUrl: '${simulator.scriptUrl('aliyun')}' }),
  ],

To break one, add to its scriptUrl:  &entry=hang  &entry=503  &secondary=hang  &config=hang  &behave=never_ready

On your server:

  sites: ${JSON.stringify(sites, null, 2).replace(/\n/g, '\n  ')},

Keyboard: focus the slider, End or PageUp until the piece fits, Enter. The slider's data-solution says where that is.
`;
}
