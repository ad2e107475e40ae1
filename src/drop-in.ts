import { install } from './drop-in/install.js';
import { readOwnTag } from './drop-in/own-tag.js';

/** The file that takes the place of a vendor's own script tag. Imported where there is no page, it does nothing. */
if (typeof window === 'object' && typeof document === 'object') install(readOwnTag());
