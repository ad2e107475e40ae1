import { record } from '../../recorder.js';

record();
