// What the four steps of `tocsin disrupt compare` do with their files.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Static, TSchema } from 'typebox'
import * as compare from '#disrupt/compare/index.ts'
import type { CompareOptions } from './disrupt.ts'
import { answer, say } from './print-to.ts'

class NotDone extends Error {}

export const begin = (list: string, options: CompareOptions): number =>
  carefully(options, () => {
    const targets = must(list, compare.readTargets(textOf(list)))
    const { kept, offer } = compare.offer(targets)
    keep(options.keep, kept)
    write(options.out ?? '', offer)
    return { offered: targets.length }
  })

export const reply = (list: string, offered: string, options: CompareOptions): number =>
  carefully(options, () => {
    const targets = must(list, compare.readTargets(textOf(list)))
    const made = must(offered, compare.answer(targets, read(compare.Offer, offered)))
    keep(options.keep, made.kept)
    write(options.out ?? '', made.answer)
    return { offered: targets.length }
  })

export const end = (answered: string, options: CompareOptions): number =>
  carefully(options, () => {
    const kept = read(compare.Kept, options.keep)
    const { overlap, finish } = must(answered, compare.finish(kept, read(compare.Answer, answered)))
    write(options.out ?? '', finish)
    return overlap
  })

export const last = (finished: string, options: CompareOptions): number =>
  carefully(options, () => {
    const kept = read(compare.Kept, options.keep)
    return must(finished, compare.conclude(kept, read(compare.Finish, finished)))
  })

/** Exit code 0; 1 where a file is not what it must be. */
function carefully({ json }: CompareOptions, work: () => { offered: number } | compare.Overlap): number {
  try {
    const made = work()
    if (json) answer(JSON.stringify(made))
    else if ('offered' in made) answer(`${made.offered} targets, blinded.`)
    else
      answer(
        [
          `${made.both.length} in both; ${made.ours} of yours, ${made.theirs} of theirs.`,
          ...made.both.map((one) => `  ${one}`),
        ].join('\n'),
      )
    return 0
  } catch (error) {
    if (!(error instanceof NotDone)) throw error
    if (json) answer(JSON.stringify({ refusal: 'bad-file', detail: error.message }))
    say(error.message)
    return 1
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new NotDone(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function must<T>(file: string, given: { ok: true; value: T } | { ok: false; detail?: string; refusal: string }): T {
  if (given.ok) return given.value
  throw new NotDone(`${file}: ${given.detail ?? given.refusal}`)
}

const read = <S extends TSchema>(schema: S, file: string): Static<S> =>
  must(file, compare.readStep(schema, textOf(file)))

/** Never over another: the file of a comparison that is under way cannot be made again. */
function keep(file: string, value: compare.Kept): void {
  try {
    writeFileSync(file, JSON.stringify(value), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new NotDone(`${file} cannot be kept: ${error instanceof Error ? error.message : error}. Name another file.`)
  }
}

const write = (file: string, value: object): void => writeFileSync(file, JSON.stringify(value))
