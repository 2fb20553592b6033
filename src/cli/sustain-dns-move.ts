// `tocsin sustain dns plan|switch|rollback`: moves one real resolver without a node, from a plan file and the file of controls.
import type { Command } from 'commander'
import type { Outcome, Standalone } from '#sustain/control/index.ts'
import { answer, say } from './print-to.ts'
import { BadUsage, readText } from './program.ts'
import type { EdgeSession } from './sense.ts'

interface MoveOptions {
  json?: boolean
  controls?: string
  forceWell?: boolean
  force?: boolean
  control?: string
}

export function addMoveCommands(dns: Command, session: EdgeSession): void {
  common(dns.command('plan <file>'))
    .description('Check a plan against its resolver and its upstreams; shows what would be done and touches nothing')
    .addHelpText(
      'after',
      '\nExample:\n  tocsin sustain dns plan city.json --controls /etc/tocsin/controls.json --json\n',
    )
    .action(async (file: string, options: MoveOptions) => {
      const { readPlan, showPlan } = await import('#sustain/control/index.ts')
      show(session, options, await showPlan(await standalone(session, options), readPlan(readText(file))))
    })
  common(dns.command('switch <file>'))
    .description(
      'Point the resolver of a plan to its fallback, verify it, and put it back at once if it does not answer',
    )
    .option('--force-well', 'Move although the usual upstreams answer as they should')
    .addHelpText('after', '\nExample:\n  tocsin sustain dns switch city.json --json\n')
    .action(async (file: string, options: MoveOptions) => {
      const { readPlan, switchNow } = await import('#sustain/control/index.ts')
      const here = await standalone(session, options)
      const plan = readPlan(readText(file))
      show(session, options, await switchNow(here, plan, { forceWell: options.forceWell === true }))
    })
  common(dns.command('rollback [file]'))
    .description('Put back what stood before, from the way back that is kept in the data folder')
    .option('--control <name>', 'Which resolver, where no plan file is given and more than one was moved')
    .option('--force', 'Leave it so even if names do not resolve then')
    .addHelpText('after', '\nExample:\n  tocsin sustain dns rollback city.json\n')
    .action(async (file: string | undefined, options: MoveOptions) => {
      const { rollBackNow } = await import('#sustain/control/index.ts')
      const here = await standalone(session, options)
      const control = await controlToReturn(session, file, options)
      show(session, options, await rollBackNow(here, control, { force: options.force === true }))
    })
}

function common(command: Command): Command {
  return command
    .option('--controls <file>', 'The file of controls; otherwise TOCSIN_CONTROLS')
    .option('--json', 'Print one JSON document on standard output')
}

async function standalone(session: EdgeSession, options: MoveOptions): Promise<Standalone> {
  const { askHere, openControls } = await import('#sustain/control/index.ts')
  const path = options.controls ?? session.settings.controls
  if (!path) throw new BadUsage('Name the file of controls with --controls or TOCSIN_CONTROLS.')
  return { controls: openControls(path), dataDir: session.settings.dataDir, ask: askHere, now: () => new Date() }
}

async function controlToReturn(session: EdgeSession, file: string | undefined, options: MoveOptions): Promise<string> {
  const { controlsAway, readPlan } = await import('#sustain/control/index.ts')
  if (options.control) return options.control
  if (file) return readPlan(readText(file)).control
  const away = await controlsAway(session.settings.dataDir)
  const [only] = away
  if (only === undefined) throw new BadUsage('No way back is kept in this data folder: nothing was moved from here.')
  if (away.length > 1) throw new BadUsage(`Say which one with --control: ${away.join(', ')}.`)
  return only
}

/** Good is what was asked for: 0. Everything else, what was refused as well as what went wrong: 1. */
function show(session: EdgeSession, options: MoveOptions, outcome: Outcome): void {
  if (!outcome.ok) session.exitCode = 1
  if (options.json) {
    answer(JSON.stringify(outcome))
    return
  }
  if (outcome.drill) say('DRILL: this resolver is made for drills.')
  for (const { did, ok, said } of outcome.steps) say(`${ok ? 'ok    ' : 'FAILED'} ${did}${said ? `: ${said}` : ''}`)
  answer(`${outcome.control}: ${outcome.state}`)
  for (const reason of outcome.because) answer(reason)
}
