// `tocsin sense take-frames FILE...`: what a sensor counted and a stick carried, given to the node one frame after another.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { OutputOf } from '#kernel/contract.ts'
import { sendFrame } from '#sense/api.ts'
import { decodeFrame } from '#sense/index.ts'
import { answer, say } from './print-to.ts'
import { addCommonOptions, type CommonOptions } from './program.ts'
import { type Session, withReach } from './session.ts'

type Options = CommonOptions & { remove?: boolean }

interface Outcome {
  file: string
  outcome: 'counted' | 'kept-before' | 'refused'
  why: string | null
}

export function addTakeFrames(sense: Command, session: Session): void {
  const taking = sense
    .command('take-frames')
    .argument('<file...>', 'Frames (*.frame), or folders of them, as `tocsin sense --out` writes them')
    .option('--remove', 'Remove each file that was taken or kept before')
  addCommonOptions(taking, false)
    .description('Take frames that were carried by hand; each counts once, however often it is carried')
    .addHelpText('after', '\nExample:\n  tocsin sense take-frames /media/stick/frames --remove\n')
    .action((files: string[], options: Options) => takeFrames(session, files, options))
}

async function takeFrames(session: Session, given: readonly string[], options: Options): Promise<void> {
  const files = given.flatMap(framesAt)
  const outcomes: Outcome[] = []
  await withReach(session, async (there) => {
    for (const [at, file] of files.entries()) {
      outcomes.push(await takeOne(file))
      if ((at + 1) % 100 === 0) say(`${at + 1} of ${files.length} frames`)
    }

    async function takeOne(file: string): Promise<Outcome> {
      const upload = readFileSync(file)
      const read = decodeFrame(upload)
      if (!read.ok) return { file, outcome: 'refused', why: `It is no frame: ${read.why}.` }
      const reply = await there.call(sendFrame, { input: {}, realm: read.frame.realm, upload })
      if (!reply.ok) return { file, outcome: 'refused', why: reply.problem.detail ?? reply.problem.title }
      if (options.remove) rmSync(file)
      const { counted } = reply.value as OutputOf<typeof sendFrame>
      return { file, outcome: counted ? 'counted' : 'kept-before', why: null }
    }
  })
  const number = (one: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === one).length
  const sums = {
    frames: files.length,
    counted: number('counted'),
    keptBefore: number('kept-before'),
    refused: number('refused'),
  }
  if (sums.refused > 0 || files.length === 0) session.exitCode = 1
  if (options.json) return answer(JSON.stringify({ ...sums, files: outcomes }))
  for (const { file, why } of outcomes) if (why) say(`${file}: ${why}`)
  answer(`${sums.counted} counted, ${sums.keptBefore} kept before, ${sums.refused} refused.`)
}

/** In the order in which the sensor counted. */
function framesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.frame'))
  return names.sort().map((name) => join(path, name))
}
