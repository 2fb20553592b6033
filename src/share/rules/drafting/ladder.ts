// On which rung each network stands, which steps were taken, refused or are proposed, and how well it is known who decides them.

import { inARow } from '#assess/rules/drafting/say.ts'
import type { Filed } from '#coordinate/model/crisis-file.ts'
import type { Ladder, LadderStep } from '#coordinate/model/ladder.ts'
import type { Block, Sentence } from '../../model/product-content.ts'
import { list, prose, table } from './blocks.ts'
import { positions } from './decisions.ts'
import { beyondLine, type Desk, line, named, partyOf, source, weightiest } from './desk.ts'
import { compare } from './incidents.ts'
import { asWritten, capital, moment } from './say.ts'

type FiledLadder = Filed<Ladder>

export function fromLadder(ladder: FiledLadder) {
  return source('coordinate.ladder', ladder, 'ladder')
}

export function ladder(desk: Desk): Block[] {
  const { ladder: found } = desk.told
  if (!found) return []
  const { network, mode, since } = desk.wording.headings
  const sources = [fromLadder(found)]
  // A network that no step has moved stands where it stood before the crisis: one sentence for all of them.
  const standings = Object.entries(found.state.modes).sort(([a], [b]) => compare(a, b))
  const moved = standings.filter(([, { step }]) => step !== null)
  const rows = moved.map(([id, standing]) => [
    line(desk, `network:${id}`, networkOf(desk, id), sources),
    line(desk, `mode:${id}`, modeOf(desk, id, standing.mode), sources),
    line(desk, `since:${id}`, moment(standing.since), sources),
  ])
  const rest = standings.length - moved.length
  const steps = [...found.state.steps]
    .reverse()
    .filter(({ status }) => status !== 'withdrawn' && status !== 'overtaken')
  const { shown, beyond } = weightiest(desk, steps)
  return [
    ...table([network, mode, since], rows),
    ...prose(rest > 0 ? [line(desk, 'not-moved', notMoved(rows.length, rest), sources)] : []),
    ...list(shown.map((step) => stepLines(desk, found, step))),
    ...prose(beyondLine(desk, beyond.length, beyond.length > 0 ? sources : [], ['step', 'steps'])),
  ]
}

function notMoved(moved: number, rest: number): string {
  if (moved === 0) return 'No network has been raised for this crisis.'
  return rest === 1
    ? 'The other network stands where it stood before.'
    : `The other ${rest} networks stand where they stood before.`
}

export function networkOf({ names }: Pick<Desk, 'names'>, id: string): string {
  return (Object.hasOwn(names.networks, id) ? names.networks[id]?.name : undefined) ?? named(names.actors, id)
}

export function modeOf({ names }: Pick<Desk, 'names'>, network: string, mode: string): string {
  const modes = Object.hasOwn(names.networks, network) ? names.networks[network]?.modes : undefined
  return named(modes ?? {}, mode)
}

function stepLines(desk: Desk, filed: FiledLadder, step: LadderStep): Sentence[] {
  const { key, network, from, to, status, decision, decider, consulted, handOver, proposedAt } = step
  const said = (about: string, text: string) => line(desk, `${about}:${key}`, text, [fromLadder(filed)])
  const moved = `${networkOf(desk, network)}, from ${modeOf(desk, network, from)} to ${modeOf(desk, network, to)}`
  const mark = decider.verification === 'unverified' ? ' (who decides this is not verified)' : ''
  const lines: Sentence[] = []
  if (status === 'proposed' || !decision) {
    lines.push(
      said(
        'step',
        `Proposed on ${moment(proposedAt)}: ${moved}. Decides: ${decider.text.trim().replace(/\.$/, '')}${mark}.`,
      ),
    )
  } else {
    const what = decision.outcome === 'taken' ? 'decided' : 'refused'
    const despite = decision.despite ? ` Although something stood against it: ${asWritten(decision.despite)}` : ''
    const who = partyOf(desk, decision.decider)
    lines.push(
      said(
        'step',
        `${capital(who)} ${what} on ${moment(decision.at)}: ${moved}${mark}. Reasons: ${asWritten(decision.reason)}${despite}`,
      ),
    )
  }
  if (consulted.length > 0) lines.push(said('consulted', `Consulted: ${positions(desk, consulted)}.`))
  const open = step.criteria.filter(({ role, answer }) => answer !== (role === 'for' ? 'yes' : 'no'))
  if (status === 'proposed' && open.length > 0) {
    const words = { yes: 'speaks against it', no: 'not met', undetermined: 'not known' }
    const which = inARow(open.map(({ text, answer }) => `${text} (${words[answer]})`))
    lines.push(said('criteria', `What does not bear it out, or is not known: ${which}.`))
  }
  if (handOver) {
    const receipt = handOver.receipt ? `received on ${moment(handOver.receipt.at)}` : 'no receipt yet'
    lines.push(
      said(
        'hand-over',
        `Handed over to ${partyOf(desk, handOver.to)} on ${moment(handOver.at)}: ${asWritten(handOver.what)} (${receipt})`,
      ),
    )
  }
  return lines
}
