// `npm run check`: the quick half of `npm test`, for before each commit: types, arrows, style, house rules.
import { checks, runNode } from './checks.mjs'
import { installWhenNeeded } from './install.mjs'
import { say, seconds } from './progress.mjs'

await installWhenNeeded()
const house = {
  name: 'house',
  run: async () => {
    const words = [
      'run',
      '--project',
      'unit',
      '--reporter=dot',
      '--testNamePattern',
      '^(?!imports follow)',
      'test/house.test.ts',
    ]
    const { code, output } = await runNode('node_modules/vitest/vitest.mjs', words, {
      env: { ...process.env, NO_COLOR: '1' },
    })
    return { ok: code === 0, text: output.trim() }
  },
}

let failed = 0
for (const { name, run } of [...checks, house]) {
  const began = performance.now()
  const { ok, text } = await run()
  say(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds(performance.now() - began)})`)
  if (!ok) {
    failed += 1
    say(text)
  }
}
say(failed === 0 ? 'all in order' : `${failed} of ${checks.length + 1} failed`)
process.exit(failed === 0 ? 0 : 1)
