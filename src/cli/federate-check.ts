// What `federate check-csaf` and `federate check-cacao` do. Loaded only when they run.
import { readFileSync } from 'node:fs'
import { checkCsafBytes, checkPlaybookBytes } from '#federate/index.ts'
import type { Refused } from '#kernel/reply.ts'
import { answer, say } from './print-to.ts'

const shown = 60

/** Exit code 0, or 1 where the schema or a mandatory test fails, or nothing could be read. */
export async function checkCsafAtTerminal(
  file: string,
  options: { json?: boolean; mandatory?: boolean },
): Promise<number> {
  const read = await checkCsafBytes(bytesOf(file), options.mandatory ? 'mandatory' : 'all')
  if (!read.ok) return refused(read, options)
  const { content, check } = read.value
  const { trackingId, version, status, title, publisher } = content
  if (options.json) answer(JSON.stringify({ about: { trackingId, version, status, title, publisher }, check }))
  else {
    const lines = check.findings.map(({ level, test, where, message }) => `${level} ${test} ${where}: ${message}`)
    const left = check.errors + check.warnings + check.infos - check.findings.length
    const kept = [...lines.slice(0, shown), ...more(lines.length - shown + left)]
    const notRun = check.notRun.map(({ test, why }) => `not run: ${test}. ${why}`)
    const verdict = check.valid ? 'It passes all mandatory tests' : 'It is not valid'
    const counts = `${check.ran} tests, ${check.errors} errors, ${check.warnings} warnings, ${check.infos} remarks`
    const about = `${trackingId} ${version} (CSAF ${check.csafVersion}): ${title}`
    answer([about, ...kept, ...notRun, `${verdict}: ${counts}.`].map(printable).join('\n'))
  }
  return check.valid ? 0 : 1
}

/** Exit code 0, or 1 where the playbook does not hold together. */
export function checkCacaoAtTerminal(file: string, options: { json?: boolean }): number {
  const read = checkPlaybookBytes(bytesOf(file))
  if (!read.ok) return refused(read, options)
  const { content, check } = read.value
  const { playbookId, name, modified, steps } = content
  if (options.json) answer(JSON.stringify({ about: { playbookId, name, modified, steps: steps.length }, check }))
  else {
    const lines = check.findings.map(({ level, rule, where, message }) => `${level} ${rule} ${where}: ${message}`)
    const kept = [...lines.slice(0, shown), ...more(check.errors + check.warnings - Math.min(shown, lines.length))]
    const verdict = check.valid ? 'It holds together' : 'It does not hold together'
    const counts = `${steps.length} steps, ${check.errors} errors, ${check.warnings} warnings`
    answer([`${name} (${playbookId})`, ...kept, `${verdict}: ${counts}.`].map(printable).join('\n'))
  }
  return check.valid ? 0 : 1
}

const more = (count: number) => (count > 0 ? [`and ${count} more that are not shown.`] : [])

function bytesOf(file: string): Uint8Array {
  return readFileSync(file === '-' ? 0 : file)
}

function refused({ refusal, detail = refusal }: Refused, { json }: { json?: boolean }): number {
  if (json) answer(JSON.stringify({ refusal, detail }))
  say(printable(detail))
  return 1
}

/** A foreign text must not move the cursor of a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')
}
