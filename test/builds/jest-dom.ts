import { createRequire } from 'node:module';
import { resolve } from 'node:path';

// Jest is installed beside this file, the rest in the project.
const { resolve: pathOf } = createRequire(resolve('test/builds/package.json'));

export const jestProgram = resolve('test/builds/node_modules/jest/bin/jest.js');

/**
 * In place of `jest-environment-jsdom`, which this project has not installed: a DOM of happy-dom for Jest. What the
 * tests here need of it is the same.
 */
export const jestDomEnvironment = `
const { TestEnvironment } = require(${JSON.stringify(pathOf('jest-environment-node'))});
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const { Window } = await import(${JSON.stringify(pathOf('happy-dom'))});
    const window = new Window({ url: 'https://shop.example/' });
    for (let object = window; object && object !== Object.prototype; object = Object.getPrototypeOf(object))
      for (const name of Object.getOwnPropertyNames(object))
        if (!(name in this.global)) this.global[name] = window[name];
    this.global.window = this.global;
  }
};`;

/** What Babel's preset does of a module for Jest, which runs CommonJS. */
export const babelConfig = `
module.exports = { plugins: [${JSON.stringify(pathOf('@babel/plugin-transform-modules-commonjs'))}] };`;
