import { createFrame } from './frame.js';
import { page } from './page-globals.js';

/** The secondary script of mainland 1.0 and international 2.0: the challenge is in an iframe. */
page.AqSCode = createFrame({ inIframe: true });
