// What `federate check-stix` does. Loaded only when it runs.
import { createReadStream } from 'node:fs'
import { checkStixFile, type StixChecked } from '#federate/index.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'

/** Exit code 0, or 1 where something breaks the standard or nothing could be read. Throws BadUsage where there is no such file. */
export async function checkStixAtTerminal(
  file: string,
  options: { json?: boolean; warnings: boolean },
): Promise<number> {
  const checked = await checkStixFile(readable(file))
  if (!checked.ok) {
    const { refusal, detail = 'There are no objects of STIX in it.' } = checked
    if (options.json) answer(JSON.stringify({ refusal, detail }))
    say(detail)
    return 1
  }
  const shown = options.warnings ? checked.value : withoutWarnings(checked.value)
  answer(options.json ? JSON.stringify(shown) : inWords(shown))
  return checked.value.errors > 0 ? 1 : 0
}

async function* readable(file: string): AsyncIterable<Uint8Array> {
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 262_144 })
  try {
    for await (const chunk of stream) yield Buffer.from(chunk)
  } catch (error) {
    throw new BadUsage(`${file} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

function withoutWarnings({ findings, ...checked }: StixChecked): StixChecked {
  return { ...checked, findings: findings.filter(({ level }) => level === 'error') }
}

function inWords({ objects, errors, warnings, types, findings }: StixChecked): string {
  const lines = findings.map(({ level, object, id, at, says, section }) => {
    const where = [id || (object === null ? 'the file' : `object ${object}`), at]
      .filter((part) => part !== '')
      .join(' ')
    return `${level} ${printable(where)}: ${printable(says)} (section ${section})`
  })
  const kinds = Object.entries(types).map(([type, count]) => `${count} ${printable(type)}`)
  const left = errors + warnings - findings.length
  return [
    ...lines,
    ...(left > 0 && lines.length > 0 ? [`and ${left} more that are not shown.`] : []),
    `${objects} objects (${kinds.slice(0, 20).join(', ')}): ${errors} errors, ${warnings} warnings.`,
  ].join('\n')
}

/** A foreign text must not move the cursor of a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')
}
