/**
 * The parts of src/, whose changes are tried one part after the other: of all at once, what each test touches does not fit
 * into memory. Left out are the faces that only re-export, and what holds types and no code.
 */
export const parts = {
  session: ['src/session/**/*.ts', '!src/session/session-options.ts'],
  loading: ['src/loading/**/*.ts'],
  page: ['src/page/**/*.ts', 'src/backoff.ts'],
  captcha: ['src/captcha/**/*.ts'],
  providers: ['src/providers/**/*.ts', '!src/providers/provider.ts'],
  forms: ['src/forms/**/*.ts'],
  shared: [
    'src/{parameters,contract,messages}/**/*.ts',
    'src/{error-category,recovery-ticket}.ts',
    '!src/contract/{options,outcome,events}.ts',
  ],
  faces: ['src/{attributes,live,react,vue,testing}/**/*.ts'],
  'drop-in': ['src/drop-in/**/*.ts'],
  catalogue: ['src/error-catalog/**/*.ts'],
  evidence: ['src/server/evidence/**/*.ts'],
  checks: ['src/server/checks/**/*.ts'],
  store: ['src/server/store/**/*.ts'],
  server: ['src/server/*.ts', 'src/server/{admission,real-tickets,tokens}/**/*.ts'],
};
