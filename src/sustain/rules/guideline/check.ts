// Whether a guideline contradicts itself: what can never happen, what undoes itself, and what a careful reader would ask about.
import type { Guideline, GuidelineFinding } from '../../model/guideline.ts'
import type { KnownResolvers } from '../resolvers/known.ts'
import { checkHealth } from './check-health.ts'
import { checkVariants } from './check-variants.ts'

export type Note = (level: GuidelineFinding['level'], rule: string, where: string, says: string) => void

const mostFindings = 200

export function checkGuideline(it: Guideline, known: KnownResolvers): GuidelineFinding[] {
  const findings: GuidelineFinding[] = []
  const note: Note = (level, rule, where, says) => {
    if (findings.length < mostFindings) findings.push({ level, rule, where, says: says.slice(0, 600) })
  }
  checkHealth(it, note)
  checkQuorum(it, note)
  checkDecision(it, note)
  checkVariants(it, known, note)
  checkExclusions(it, note)
  checkStaggering(it, note)
  checkRollBack(it, note)
  checkWords(it, note)
  return findings
}

export function isSound(findings: readonly GuidelineFinding[]): boolean {
  return findings.every(({ level }) => level !== 'error')
}

function checkQuorum({ vantage: { points, quorum } }: Guideline, note: Note): void {
  const { least, of } = quorum
  if (least > of) note('error', 'quorum', '/vantage/quorum', `${least} of ${of} can never say so.`)
  if (of > points.length)
    note(
      'error',
      'quorum',
      '/vantage/quorum/of',
      `The quorum is of ${of}, and only ${points.length} vantage points are named.`,
    )
  if (least === 1)
    note('warning', 'one-decides', '/vantage/quorum/least', 'One vantage point with a bad line decides for all.')
  else if (least * 2 <= of) note('warning', 'minority', '/vantage/quorum/least', `${least} of ${of} is no majority.`)
  const names = points.map(({ name }) => name)
  for (const name of new Set(names))
    if (names.filter((one) => one === name).length > 1)
      note('error', 'twice', '/vantage/points', `"${name}" stands there twice.`)
}

function checkDecision({ decision, rollBack: { hysteresis } }: Guideline, note: Note): void {
  if (decision.owner === decision.deputy)
    note(
      'warning',
      'same-person',
      '/decision/deputy',
      'Owner and deputy are the same: nobody decides when they are away.',
    )
  const { preAuthorised } = decision
  if (preAuthorised && preAuthorised.mostMovesPerDay * hysteresis.leastSeconds > 86_400)
    note(
      'warning',
      'more-than-fit',
      '/decision/preAuthorised/mostMovesPerDay',
      'So many moves do not fit into a day, as long as each stays.',
    )
  if (preAuthorised && preAuthorised.mostDays > 366)
    note(
      'warning',
      'long-leave',
      '/decision/preAuthorised/mostDays',
      'Leave that is given for more than a year is forgotten.',
    )
  if (!preAuthorised && decision.answerMinutes > 60)
    note(
      'warning',
      'late-answer',
      '/decision/answerMinutes',
      'Names fail for longer than an hour until somebody answers.',
    )
}

function checkExclusions({ exclusions, health: { questions } }: Guideline, note: Note): void {
  const seen = new Set<string>()
  for (const [at, { zone }] of exclusions.entries()) {
    const where = `/exclusions/${at}`
    const name = plain(zone)
    if (name === '') note('error', 'all-excluded', where, 'The root is excluded, so that no name is ever moved.')
    else if (seen.has(name)) note('warning', 'twice', where, `${zone} is excluded twice.`)
    seen.add(name)
    const probed = questions.find((question) => isBelow(plain(question.name), name))
    if (probed)
      note(
        'error',
        'probe-excluded',
        where,
        `${probed.name} is asked to see how the resolver does, and lies in a zone that is never moved.`,
      )
  }
}

export const plain = (name: string) => name.toLowerCase().replace(/\.$/, '').replace(/^\*\./, '')
const isBelow = (name: string, zone: string) => zone !== '' && (name === zone || name.endsWith(`.${zone}`))

function checkStaggering({ staggering, rollBack }: Guideline, note: Note): void {
  let before = -1
  for (const [at, { group, afterSeconds }] of staggering.entries()) {
    const where = `/staggering/${at}/afterSeconds`
    if (afterSeconds < before)
      note('error', 'order', where, `${group} comes earlier than the group that stands before it.`)
    if (afterSeconds === before)
      note('warning', 'at-once', where, `${group} is moved at the same moment as the group before.`)
    before = Math.max(before, afterSeconds)
  }
  const last = staggering.at(-1)
  if (last && last.afterSeconds >= rollBack.hysteresis.leastSeconds && last.afterSeconds > 0)
    note(
      'error',
      'back-before-there',
      '/staggering',
      `${last.group} would be moved after the first may go back already.`,
    )
  if (staggering.length === 1)
    note('warning', 'all-at-once', '/staggering', 'All move at once: the fallback gets all the load in one moment.')
}

function checkRollBack({ rollBack, health }: Guideline, note: Note): void {
  const { hysteresis, firstLookSeconds, decideAgainSeconds, criteria } = rollBack
  const { failingSeconds, wellSeconds, leastSeconds } = hysteresis
  if (firstLookSeconds < leastSeconds)
    note(
      'error',
      'return-before-least-stay',
      '/rollBack/firstLookSeconds',
      `The way back is looked at after ${firstLookSeconds} s, and a move stays for at least ${leastSeconds} s.`,
    )
  if (decideAgainSeconds < leastSeconds)
    note(
      'error',
      'decided-too-early',
      '/rollBack/decideAgainSeconds',
      'Somebody must decide anew before the move may end at all.',
    )
  if (wellSeconds < health.thresholds.windowSeconds)
    note(
      'error',
      'well-before-seen',
      '/rollBack/hysteresis/wellSeconds',
      'It would be called well from samples of the time when it failed.',
    )
  if (wellSeconds <= failingSeconds)
    note(
      'warning',
      'no-hysteresis',
      '/rollBack/hysteresis',
      'It goes back as quickly as it went: it will go to and fro.',
    )
  if (failingSeconds < health.everySeconds)
    note('warning', 'one-round', '/rollBack/hysteresis/failingSeconds', 'One round of questions decides.')
  if (criteria.length === 0) note('warning', 'empty', '/rollBack/criteria', 'Nobody can tell when to go back.')
}

function checkWords(it: Guideline, note: Note): void {
  if (it.preconditions.length === 0)
    note('warning', 'empty', '/preconditions', 'Nothing has to be true before anybody moves.')
  if (it.scope.who.length === 0) note('warning', 'empty', '/scope/who', 'It does not say whom it concerns.')
  if (it.privacy.points.length === 0)
    note('warning', 'empty', '/privacy/points', 'It does not say what follows from others seeing the questions.')
  if (it.drills.everyDays > 366)
    note('warning', 'seldom', '/drills/everyDays', 'What is drilled less than once a year is not known to work.')
  if (it.drills.kinds.length === 0) note('warning', 'empty', '/drills/kinds', 'It does not say what is drilled.')
  if (it.communication.length === 0) note('warning', 'empty', '/communication', 'Nobody is told.')
  if (it.references.length === 0) note('warning', 'empty', '/references', 'It rests on nothing that could be read.')
  const ids = it.preconditions.map(({ id }) => id)
  for (const id of new Set(ids))
    if (ids.filter((one) => one === id).length > 1)
      note('error', 'twice', '/preconditions', `${id} stands there twice.`)
}
