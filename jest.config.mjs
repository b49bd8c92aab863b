/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.aws-sam/'],
  transform: {
    '^.+\\.(ts|mjs)$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
    // p-limit and its queue are published as ES modules only.
    'node_modules/(p-limit|yocto-queue)/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['node_modules/(?!(p-limit|yocto-queue|preact)/)'],
  setupFiles: ['<rootDir>/test/support/one-error-realm.ts'],
  randomize: true,
  testTimeout: 30_000,
};
