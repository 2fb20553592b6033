// `npm run federation`: five organisations on this machine play story 1; prints what happens, and leaves nothing behind.
import {
  closeFive,
  cutAndChange,
  type Five,
  flowsDown,
  flowsUp,
  nothingLost,
  oneLies,
  openFive,
  staysAtHome,
  trustAndAgree,
} from './story.ts'

const began = performance.now()
const tell = (what: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`)

const five: Partial<Five> = {}
async function play(): Promise<void> {
  const all = await openFive(five, tell)
  await trustAndAgree(all, tell)
  const { warning } = await flowsUp(all, tell)
  await flowsDown(all, warning, tell)
  await cutAndChange(all, warning, 60, tell)
  await nothingLost(all, tell)
  await staysAtHome(all, tell)
  await oneLies(all, tell)
}

try {
  await play()
  tell('All of it went as agreed.')
} catch (error) {
  tell(`It stopped: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await closeFive(five)
  process.exit()
}
