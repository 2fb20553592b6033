// The validating library has no types of its own. What its tests answer is looked at by csaf-tests.ts.
declare module '@secvisogram/csaf-validator-lib/*.js' {
  const tests: Record<string, unknown>
  export = tests
}
