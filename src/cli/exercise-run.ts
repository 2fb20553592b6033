// `tocsin exercise run`: a scenario plays alone on a fresh node of its own, and the exit code says whether everything expected was done.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Command } from 'commander'
import { type Headless, playHeadless } from '#exercise/index.ts'
import { readSettings } from '#platform/config.ts'
import { createCallWithin } from '#platform/http/index.ts'
import { createLog } from '#platform/log.ts'
import { packageRoot } from '#platform/worker.ts'
import { createNode, type TocsinNode } from '../node.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'
import type { Session } from './session.ts'

interface RunOptions {
  speed: string
  json?: boolean
  dataDir?: string
}

export function addExerciseCommands(parent: Command, session: Session): void {
  parent
    .command('run')
    .description('Play a scenario alone, on a fresh node of its own: exit code 0 only if everything expected was done')
    .argument('<scenario>', 'A file (YAML or JSON), or the name of a scenario that ships')
    .option('--speed <factor>', 'Seconds of the story in a real one; 0: as fast as it goes', '0')
    .option('--data-dir <folder>', 'Keep the node in this folder, to look at it afterwards; it must be empty')
    .option('--json', 'Print one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  tocsin exercise run monday --speed 600 --json\n')
    .action((scenario: string, options: RunOptions) => run(session, scenario, options))
}

async function run(session: Session, scenario: string, options: RunOptions): Promise<void> {
  const speed = Number(options.speed)
  if (!Number.isInteger(speed) || speed < 0 || speed > 36_000)
    throw new BadUsage(`--speed takes a whole number from 0 to 36000, not '${options.speed}'.`)
  const text = existsSync(scenario) ? readFileSync(scenario, 'utf8') : null
  if (text === null && !/^[a-z][a-z0-9-]{0,63}$/.test(scenario))
    throw new BadUsage(`There is no file ${scenario}, and no scenario can be called that.`)
  const folder = options.dataDir ?? mkdtempSync(join(tmpdir(), 'tocsin-exercise-'))
  if (options.dataDir && existsSync(folder) && readdirSync(folder).length > 0)
    throw new BadUsage(`${folder} is not empty: an exercise that is played as a test begins on a fresh node.`)
  const node = await freshNode(folder)
  try {
    const reader = node.localReader('live')
    const call = createCallWithin(() => node.bindings, node.clocks, node.origin)
    const reply = await playHeadless(
      {
        call: (contract, input, upload) =>
          call(contract, input, { reader, realm: 'live', ...(upload ? { upload } : {}) }),
        progress: say,
        nowMs: () => Date.now(),
        wait: (ms) => wait(ms),
      },
      {
        scenario: text === null ? { known: scenario } : { text, name: basename(scenario) },
        ...{ speed, exercise: 'headless' },
      },
    )
    if (!reply.ok) {
      session.exitCode = 2
      if (options.json) answer(JSON.stringify(reply))
      else say(`${reply.refusal}: ${reply.detail ?? ''}`)
      return
    }
    session.exitCode = reply.value.met ? 0 : 1
    answer(options.json ? JSON.stringify(reply.value) : inWords(reply.value))
  } finally {
    await node.stop()
    if (!options.dataDir) rmSync(folder, { recursive: true, force: true })
  }
}

/** On loopback, reaching nobody: no mail server, no peers, and a home that is made up. */
async function freshNode(folder: string): Promise<TocsinNode> {
  const settings = readSettings({ TOCSIN_DATA: folder, TOCSIN_PORT: '0' }, packageRoot())
  const node = await createNode({ settings, log: createLog('error') })
  await node.work()
  const link = await node.setUpLink()
  const call = createCallWithin(() => node.bindings, node.clocks, node.origin)
  if (!link) return node
  const set = await call(
    'people.setUp',
    {
      token: link.slice(link.indexOf('#') + 1),
      organisation: { name: 'Exercise', kind: 'csirt', country: 'BE' },
      person: { name: 'Direction', email: 'direction@exercise.example' },
      password: randomBytes(24).toString('base64'),
    },
    { reader: node.localReader('live'), realm: 'live' },
  )
  if (!set.ok) throw new Error(`The fresh node could not be set up: ${set.refusal} ${set.detail ?? ''}`)
  return node
}

function inWords({ exercise, expected, objectives, refusals, realSeconds, met }: Headless): string {
  const clock = (at: string | null) => (at === null ? '' : at.slice(0, 16).replace('T', ' '))
  return [
    `EXERCISE ${exercise.title} (${exercise.scenario}), played in ${realSeconds} s: ${met ? 'everything expected was done' : 'NOT everything expected was done'}`,
    ...objectives.map(
      ({ title, score, met: done, asked }) =>
        `${score === null ? '  –' : `${String(Math.round(score * 100)).padStart(3)} %`}  ${title} (${done} of ${asked})`,
    ),
    '',
    ...expected.map(
      ({ id, state, at, due, title }) => `${state.padEnd(10)} ${clock(at ?? due).padEnd(16)}  ${id}: ${title}`,
    ),
    ...(refusals.length === 0 ? [] : ['', 'Refused:']),
    ...refusals.map(
      ({ of, ref, contract, refusal, detail }) =>
        `  ${of} ${ref}: ${contract} ${refusal}${detail ? ` – ${detail}` : ''}`,
    ),
  ].join('\n')
}
