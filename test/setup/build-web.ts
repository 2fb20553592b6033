// Before browser tests: the web bundle is as new as its sources.
import { buildAll } from '../../tools/build.mjs'

export async function setup(): Promise<void> {
  const failures = await buildAll(['server', 'web'])
  if (failures.length > 0) throw new Error(failures.join('\n'))
}
