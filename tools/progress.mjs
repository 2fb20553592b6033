// What a person sees while something takes long. On standard error, with or without a terminal.
const started = performance.now()

/** Says one line. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Says one line of failure with what to do, and leaves with this exit code. */
export function giveUp(lines, code = 1) {
  for (const line of [lines].flat()) say(line)
  process.exit(code)
}

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`
export const sinceStart = () => seconds(performance.now() - started)

/** Runs `work` and shows that it is still running: a ticking line on a terminal, a line every ten seconds elsewhere. */
export async function during(title, work) {
  const began = performance.now()
  const terminal = process.stderr.isTTY === true
  const tick = () => {
    const line = `  ${title} ... ${Math.round((performance.now() - began) / 1000)} s`
    process.stderr.write(terminal ? `\r\x1b[2K${line}` : `${line}\n`)
  }
  if (!terminal) say(`  ${title} ...`)
  const timer = setInterval(tick, terminal ? 500 : 10_000)
  try {
    const result = await work()
    if (terminal) process.stderr.write('\r\x1b[2K')
    say(`  ${title}: done in ${seconds(performance.now() - began)}`)
    return result
  } catch (error) {
    if (terminal) process.stderr.write('\r\x1b[2K')
    say(`  ${title}: FAILED after ${seconds(performance.now() - began)}`)
    throw error
  } finally {
    clearInterval(timer)
  }
}
