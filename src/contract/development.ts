/**
 * True in the build for developers, and in the source as tests run it. The production build reads `false` here, so that
 * `if (development) warn(…)` leaves nothing in its files: see rollup.config.mjs.
 */
export const development: boolean = true;
