// Four kinds of test. unit: beside the code. edge: whole paths without a store. journeys: against a real store, once on
// each. browser: a real Chromium.
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/setup/longest-first.ts'
import { embeddedOnly } from './tools/embedded-only.mjs'

// Files share a process: loading the house anew for each of them took a third of the time. A test leaves nothing behind in the
// process that another one could meet.
const isolate = false
const generous = { testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } }

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['./test/setup/build-server.ts'],
    setupFiles: ['./test/setup/properties.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/house.test.ts', 'test/tools/**/*.test.ts'],
          isolate,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'edge',
          include: ['test/edge/**/*.test.ts'],
          ...generous,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/{journeys,integration,faults}/**/*.test.ts'],
          exclude: process.env.TOCSIN_TEST_DB === 'postgres' ? embeddedOnly().map(({ file }) => file) : [],
          globalSetup: ['./test/setup/build-template.ts'],
          isolate,
          ...generous,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['./test/setup/build-web.ts'],
          isolate,
          // A browser has timing of its own. What passes at the second try only is named at the end of `npm test`.
          retry: 1,
          ...generous,
        },
      },
    ],
  },
})
