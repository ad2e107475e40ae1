import { createFrame } from './frame.js';
import { page } from './page-globals.js';

/** The secondary script of mainland 2.0 and international 3.0. */
page.AqSCode = createFrame({ inIframe: false });
