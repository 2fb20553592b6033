// What `federate check-histories` does. Loaded only when it runs.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { checkTwoHistories } from '#federate/index.ts'
import { answer } from './print-to.ts'
import { BadUsage } from './program.ts'

/** A checkpoint is a few lines, a key is one. */
const mostBytes = 262_144

/** Exit code 1 where the two are of two histories, or cannot be compared; 0 where they are of one. Throws BadUsage without a file. */
export function checkHistoriesAtTerminal(
  first: string,
  second: string,
  options: { key: string; json?: boolean },
): number {
  const key = existsSync(options.key) ? textOf(options.key).trim() : options.key
  const compared = checkTwoHistories({ first: textOf(first), second: textOf(second), key })
  answer(options.json ? JSON.stringify(compared) : `${compared.answer}: ${compared.because}`)
  return compared.answer === 'same' ? 0 : 1
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > mostBytes) throw new Error('it is larger than a checkpoint can be')
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new BadUsage(`${file} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}
