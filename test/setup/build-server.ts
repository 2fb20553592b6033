// Before any test: the server bundle is as new as its sources, because workers and journeys start what is in build/.

import { buildAll } from '../../tools/build.mjs'
import { say } from '../../tools/progress.mjs'

/** An entry that does not build leaves no output, so a test that needs it fails; the others may still run. */
export async function setup(): Promise<void> {
  for (const failure of await buildAll(['server'])) say(failure)
}
